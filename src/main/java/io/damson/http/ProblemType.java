package io.damson.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.util.HttpStatus;

/**
 * A kind of problem that our answers have (RFC 9457, section 3.1.1). The first two are the service's own.
 *
 * @param slug what its URI ends with
 * @param status the HTTP status
 * @param title the kind in words
 */
public record ProblemType(String slug, int status, String title) {
    public static final ProblemType BAD_REQUEST = new ProblemType("validation", 400, "Bad Request");
    public static final ProblemType UNAUTHORIZED = new ProblemType("unauthorized", 401, "Unauthorized");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "Forbidden");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "Not Found");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", 405, "Method Not Allowed");
    public static final ProblemType REQUEST_TIMEOUT = new ProblemType("request-timeout", 408, "Request Timeout");
    public static final ProblemType CONFLICT = new ProblemType("conflict", 409, "Conflict");
    public static final ProblemType CONTENT_TOO_LARGE = new ProblemType("content-too-large", 413, "Content Too Large");
    public static final ProblemType URI_TOO_LONG = new ProblemType("uri-too-long", 414, "URI Too Long");
    public static final ProblemType EXPECTATION_FAILED =
            new ProblemType("expectation-failed", 417, "Expectation Failed");
    public static final ProblemType TOO_MANY_REQUESTS = new ProblemType("too-many-requests", 429, "Too Many Requests");
    public static final ProblemType HEADER_FIELDS_TOO_LARGE =
            new ProblemType("header-fields-too-large", 431, "Request Header Fields Too Large");
    public static final ProblemType INTERNAL_SERVER_ERROR =
            new ProblemType("internal-server-error", 500, "Internal Server Error");
    public static final ProblemType SERVICE_UNAVAILABLE =
            new ProblemType("service-unavailable", 503, "Service Unavailable");

    private static final String BASE = "https://api2.saleslayer.com/errors/";

    private static final Map<Integer, ProblemType> BY_STATUS = Stream.of(
                    BAD_REQUEST,
                    UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    CONTENT_TOO_LARGE,
                    URI_TOO_LONG,
                    EXPECTATION_FAILED,
                    TOO_MANY_REQUESTS,
                    HEADER_FIELDS_TOO_LARGE,
                    INTERNAL_SERVER_ERROR,
                    SERVICE_UNAVAILABLE)
            .collect(Collectors.toMap(ProblemType::status, Function.identity()));

    /** The URI that names the kind. */
    public URI uri() {
        return URI.create(BASE + slug);
    }

    /** The kind of that HTTP status; empty where we have none. */
    public static Optional<ProblemType> ofStatus(int status) {
        return Optional.ofNullable(BY_STATUS.get(status));
    }

    /** The kind of any HTTP status, with the words that the status is registered with where it is none of ours. */
    public static ProblemType ofAnyStatus(int status) {
        return ofStatus(status).orElseGet(() -> {
            HttpStatus registered = HttpStatus.getHttpStatus(status);
            String title = registered == null || registered.getReasonPhrase() == null
                    ? "Status " + status
                    : registered.getReasonPhrase();
            return new ProblemType(title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"), status, title);
        });
    }
}
