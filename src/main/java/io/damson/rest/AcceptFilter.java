package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Refuses an {@code Accept} that excludes JSON (RFC 9110, section 12.5.1); whoever takes JSON takes our problem documents. */
@PreMatching
@Priority(Priorities.USER + 100)
final class AcceptFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        boolean acceptable = request.getAcceptableMediaTypes().stream()
                .anyMatch(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                        && !"0"
                                .equals(type.getParameters()
                                        .getOrDefault("q", "1")
                                        .replaceFirst("\\.0*$", "")));
        if (!acceptable) {
            throw new ProblemException(
                    ProblemType.NOT_ACCEPTABLE, "The answer is JSON, which the header Accept excludes");
        }
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    }
}
