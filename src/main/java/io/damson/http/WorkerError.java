package io.damson.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * The end of a request whose worker met an {@link Error}: a class that cannot be loaded, exhausted memory, a stack that is too deep. Nobody
 * knows what was left undone, so the answer is its connection's last; where none can be made, the connection ends without. Nobody waits.
 */
public final class WorkerError {
    /** The name of a request's attribute: where it is set, the connection ends with the answer, which is a 500. */
    public static final String ENDS_CONNECTION = WorkerError.class.getName();

    /** Causes that are looked at; a chain of them may have no end. */
    private static final int DEPTH = 20;

    /** What an answer has whatever becomes of it, beside the fields of CORS. */
    private static final Set<String> KEPT =
            Set.of("date", "vary", "x-content-type-options", AnswerHeaders.REQUEST_ID.toLowerCase(Locale.ROOT));

    private WorkerError() {}

    /** Whether a failure is an error, or follows from one. */
    public static boolean isBehind(Throwable failure) {
        return Stream.iterate(failure, thrown -> thrown != null, Throwable::getCause)
                .limit(DEPTH)
                .anyMatch(Error.class::isInstance);
    }

    /** Logs the failure once, answers with a problem that has its id, and ends the connection. Throws nothing. */
    static void answer(Throwable failure, Connection<?> connection, Request request, Response response) {
        try {
            ProblemException problem = Problems.unforeseen(failure);
            if (response.isCommitted()) {
                connection.closeSilently();
            } else {
                write(problem, request, response);
            }
            if (response.isSuspended()) {
                response.resume();
            }
        } catch (IOException | RuntimeException | Error again) {
            connection.terminateSilently();
        }
    }

    private static void write(ProblemException problem, Request request, Response response) throws IOException {
        Map<String, String> kept = new TreeMap<>();
        for (String name : response.getHeaderNames()) {
            if (isKept(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, String.join(", ", response.getHeaderValues(name)));
            }
        }
        response.reset();
        kept.forEach(response::setHeader);
        request.setAttribute(ENDS_CONNECTION, true);
        byte[] document = Problems.prepare(problem, request, response);
        response.setContentLength(document.length);
        response.getOutputStream().write(document);
    }

    private static boolean isKept(String name) {
        return KEPT.contains(name) || name.startsWith("access-control-");
    }
}
