package io.damson.http;

import java.io.IOException;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** The methods of what can only be read. */
public final class ReadOnly {
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private ReadOnly() {}

    /** Whether the request reads; if not, it is answered here: {@code OPTIONS} with what is allowed, all others with a 405. */
    public static boolean admits(Request request, Response response) throws IOException {
        String method = request.getMethod().getMethodString();
        switch (method) {
            case "GET", "HEAD" -> {
                return true;
            }
            case "OPTIONS" -> {
                response.setStatus(204);
                response.setHeader("Allow", ALLOWED);
                response.setHeader("Cache-Control", "no-store");
            }
            default ->
                Problems.write(
                        new ProblemException(
                                        ProblemType.METHOD_NOT_ALLOWED,
                                        "This is read with GET or HEAD, not with " + method)
                                .withHeader("Allow", ALLOWED),
                        request,
                        response);
        }
        return false;
    }
}
