package io.damson.http;

import io.damson.contract.ProblemDetails;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one writer of problem documents (RFC 9457). */
public final class Problems {
    /** The media type of the documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int MAX_LOGGED = 300;

    /** Of an option, as clients write them; in anything else a value may be hidden ({@code $filter%3Dvalue}). */
    private static final Pattern NAME = Pattern.compile("[$@]?[A-Za-z_][A-Za-z0-9_-]{0,31}");

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** Notes that a client was refused, with no more of what it sent than people read, and than logs may hold. */
    public static void logRefusal(ProblemException problem, String instance) {
        boolean whole = problem.validationFailures().isEmpty() || QueryValues.areLogged();
        String reason = whole
                ? problem.detail()
                : problem.validationFailures().keySet().stream()
                                .map(name -> NAME.matcher(name).matches() ? name : "a query option")
                                .collect(Collectors.joining(", "))
                        + " is refused";
        LOG.info("{} {}: {}", problem.problemType().status(), shortened(instance), shortened(reason));
    }

    private static String shortened(String text) {
        return text.length() > MAX_LOGGED ? text.substring(0, MAX_LOGGED) + "…" : text;
    }

    /** The problem of a failure that nobody foresaw: it has an id, under which the log has the cause. */
    public static ProblemException unforeseen(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.error("failure {}", id, failure);
        return new ProblemException(
                ProblemType.INTERNAL_SERVER_ERROR, "The server failed; its log has the cause under " + id);
    }

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

    /**
     * The document of a problem, in UTF-8.
     *
     * @param target of the request, or its path, well-formed or not
     */
    public static byte[] bytes(ProblemException problem, String target) {
        return Json.bytes(document(problem, RequestTarget.printablePath(target)));
    }

    /**
     * Makes an answer that nothing was written to yet the problem's.
     *
     * @return the document, which is still to be written
     */
    static byte[] prepare(ProblemException problem, Request request, Response response) {
        response.setStatus(problem.problemType().status(), problem.problemType().title());
        problem.headers().forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MEDIA_TYPE);
        return bytes(problem, request.getRequestURI());
    }

    /** Answers with a problem where no JAX-RS stands behind. */
    public static void write(ProblemException problem, Request request, Response response) throws IOException {
        byte[] document = prepare(problem, request, response);
        logRefusal(problem, RequestTarget.printablePath(request.getRequestURI()));
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }
}
