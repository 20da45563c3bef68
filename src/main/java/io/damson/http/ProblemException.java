package io.damson.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The request ends in a problem document. What is thrown is for the caller to read, so it holds nothing internal. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // nobody serializes it
    private final ProblemType problemType;

    @SuppressWarnings("serial") // the maps of Map.of are serializable
    private final Map<String, List<String>> validationFailures;

    @SuppressWarnings("serial") // as above
    private final Map<String, String> headers;

    private ProblemException(
            ProblemType problemType,
            String detail,
            Map<String, List<String>> validationFailures,
            Map<String, String> headers) {
        super(detail, null, false, false);
        this.problemType = problemType;
        this.validationFailures = validationFailures;
        this.headers = headers;
    }

    /** @param detail what was wrong, where, and what would be right */
    public ProblemException(ProblemType problemType, String detail) {
        this(problemType, detail, Map.of(), Map.of());
    }

    /**
     * A 400 because of one field of the request.
     *
     * @param field the query option or header, as the contract writes it
     * @param failure what is wrong with it, where, and what would be right
     */
    public static ProblemException invalid(String field, String failure) {
        return new ProblemException(
                ProblemType.BAD_REQUEST, field + ": " + failure, Map.of(field, List.of(failure)), Map.of());
    }

    /** The same problem, whose answer has one more header field, such as the {@code Allow} that its status calls for. */
    public ProblemException withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new ProblemException(problemType, detail(), validationFailures, Map.copyOf(more));
    }

    /** The kind of problem. */
    public ProblemType problemType() {
        return problemType;
    }

    /** What was wrong, where, and what would be right. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** For each field that is wrong, what is wrong with it; empty where the problem is not about fields. */
    public Map<String, List<String>> validationFailures() {
        return validationFailures;
    }

    /** The header fields that belong to the problem. */
    public Map<String, String> headers() {
        return headers;
    }
}
