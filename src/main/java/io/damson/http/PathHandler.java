package io.damson.http;

import java.util.List;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Who answers for the paths below one, in place of the API.
 *
 * @param path begins with a slash and does not end with one; stands for itself and all that follows it after a slash. A slash alone
 *     stands for itself alone
 * @param handler is started and destroyed with the server
 */
public record PathHandler(String path, HttpHandler handler) {
    /** What stands before all paths. */
    public static final String ROOT = "/";

    /** Whether a path is this one, or below it. */
    public boolean owns(String requested) {
        return path.equals(ROOT) ? requested.equals(ROOT) : isBelow(path, requested);
    }

    /** Whether a path is the other, or below it. */
    public static boolean isBelow(String path, String requested) {
        return requested.startsWith(path)
                && (requested.length() == path.length() || requested.charAt(path.length()) == '/');
    }

    /** One handler of all: each request goes to the first whose path it is, otherwise to the API. */
    public static HttpHandler inFront(List<PathHandler> paths, HttpHandler api) {
        return new HttpHandler() {
            @Override
            public void start() {
                paths.forEach(path -> path.handler().start());
                api.start();
            }

            @Override
            public void destroy() {
                paths.forEach(path -> path.handler().destroy());
                api.destroy();
            }

            @Override
            public void service(Request request, Response response) throws Exception {
                String requested = request.getRequestURI();
                for (PathHandler path : paths) {
                    if (path.owns(requested)) {
                        path.handler().service(request, response);
                        return;
                    }
                }
                api.service(request, response);
            }
        };
    }
}
