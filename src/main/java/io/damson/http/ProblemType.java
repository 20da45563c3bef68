package io.damson.http;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of problems that our answers have (RFC 9457, section 3.1.1). The first two are the service's own. */
public enum ProblemType {
    BAD_REQUEST("validation", 400, "Bad Request"),
    UNAUTHORIZED("unauthorized", 401, "Unauthorized"),
    NOT_FOUND("not-found", 404, "Not Found"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method Not Allowed"),
    NOT_ACCEPTABLE("not-acceptable", 406, "Not Acceptable"),
    REQUEST_TIMEOUT("request-timeout", 408, "Request Timeout"),
    CONFLICT("conflict", 409, "Conflict"),
    CONTENT_TOO_LARGE("content-too-large", 413, "Content Too Large"),
    URI_TOO_LONG("uri-too-long", 414, "URI Too Long"),
    EXPECTATION_FAILED("expectation-failed", 417, "Expectation Failed"),
    HEADER_FIELDS_TOO_LARGE("header-fields-too-large", 431, "Request Header Fields Too Large"),
    INTERNAL_SERVER_ERROR("internal-server-error", 500, "Internal Server Error"),
    SERVICE_UNAVAILABLE("service-unavailable", 503, "Service Unavailable");

    private static final String BASE = "https://api2.saleslayer.com/errors/";

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The URI that names the kind. */
    public URI uri() {
        return URI.create(BASE + slug);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The kind in words. */
    public String title() {
        return title;
    }

    /** The kind of that HTTP status; empty where there is none. */
    public static Optional<ProblemType> ofStatus(int status) {
        return Arrays.stream(values()).filter(type -> type.status == status).findFirst();
    }
}
