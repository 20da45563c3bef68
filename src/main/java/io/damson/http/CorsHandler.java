package io.damson.http;

import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Lets pages of other origins ask (Fetch Standard, "HTTP extensions"): answers preflight requests before a key is asked for, as they
 * never have one, and names what scripts may read of every answer. The key is no credential in the standard's sense.
 */
public final class CorsHandler extends HttpHandler {
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

    /** What scripts may read beside the fields that they always may. */
    private static final String EXPOSED =
            "Allow, Content-Length, ETag, Preference-Applied, RateLimit, RateLimit-Policy,"
                    + " Retry-After, WWW-Authenticate, X-Request-Id";

    private static final String MAX_AGE_SECONDS = "7200";

    private final CorsOrigins origins;
    private final HttpHandler next;

    /** @param origins whose pages may ask */
    public CorsHandler(CorsOrigins origins, HttpHandler next) {
        this.origins = origins;
        this.next = next;
    }

    @Override
    public void start() {
        next.start();
    }

    @Override
    public void destroy() {
        next.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        Optional<String> origin = origins.granted(request.getHeader("Origin"));
        if (!origins.areAny()) {
            response.addHeader("Vary", "Origin");
        }
        origin.ifPresent(granted -> {
            response.setHeader("Access-Control-Allow-Origin", granted);
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        });
        if (origin.isPresent() && isPreflight(request)) {
            grant(request, response);
        } else {
            next.service(request, response);
        }
    }

    private static boolean isPreflight(Request request) {
        return request.getMethod().getMethodString().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void grant(Request request, Response response) {
        response.setStatus(204, "No Content");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null) {
            response.setHeader("Access-Control-Allow-Headers", wanted);
        }
        // A page from the network that asks a server on this machine (Private Network Access).
        if (request.getHeader("Access-Control-Request-Private-Network") != null) {
            response.setHeader("Access-Control-Allow-Private-Network", "true");
        }
        response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
    }
}
