package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/**
 * Judges the {@code Accept} once (RFC 9110, section 12.5.1): whoever takes JSON takes our problem documents. Jersey would refuse a
 * {@code DELETE} that accepts JSON, and would refuse before the query options are read.
 */
@PreMatching
@Priority(Priorities.USER + 100)
final class AcceptFilter implements ContainerRequestFilter {
    private static final String REFUSAL = AcceptFilter.class.getName();

    @Override
    public void filter(ContainerRequestContext request) {
        // No operation has a body whose type would matter, and Jersey refuses a malformed one without a word.
        request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
        try {
            if (!acceptsJson(request.getAcceptableMediaTypes())) {
                request.setProperty(
                        REFUSAL,
                        new ProblemException(
                                ProblemType.NOT_ACCEPTABLE, "The answer is JSON, which the header Accept excludes"));
            }
        } catch (ProcessingException e) {
            request.setProperty(
                    REFUSAL,
                    ProblemException.invalid(
                            HttpHeaders.ACCEPT, "the header is malformed; it has to be like application/json"));
        }
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    }

    /** Refuses an {@code Accept} that excludes JSON; to be asked when the query options are read, and before anything is done. */
    static void requireJson(ContainerRequestContext request) {
        if (request.getProperty(REFUSAL) instanceof ProblemException refusal) {
            throw refusal;
        }
    }

    /** The most specific range that JSON is in decides. */
    private static boolean acceptsJson(List<MediaType> acceptable) {
        return acceptable.stream()
                .filter(range -> range.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .max(Comparator.comparing(MediaType::isWildcardType, Comparator.reverseOrder())
                        .thenComparing(MediaType::isWildcardSubtype, Comparator.reverseOrder())
                        .thenComparing(AcceptFilter::quality))
                .filter(range -> quality(range) > 0)
                .isPresent();
    }

    private static double quality(MediaType range) {
        return Double.parseDouble(range.getParameters().getOrDefault("q", "1"));
    }
}
