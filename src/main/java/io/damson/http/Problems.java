package io.damson.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.damson.contract.ProblemDetails;

/** The one writer of problem documents (RFC 9457). */
public final class Problems {
    /** The media type of the documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private Problems() {}

    /**
     * The document of a problem.
     *
     * @param instance the request's path, percent-encoded
     */
    public static ProblemDetails document(ProblemException problem, String instance) {
        ProblemType type = problem.problemType();
        return new ProblemDetails()
                .type(type.uri())
                .title(type.title())
                .status(type.status())
                .detail(problem.detail())
                .instance(instance)
                .validationFailures(problem.validationFailures());
    }

    /** The document as JSON in UTF-8. */
    public static byte[] json(ProblemDetails document) {
        try {
            return Json.mapper().writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document is always printable", e);
        }
    }
}
