package io.damson.http;

import java.util.Optional;
import java.util.function.Function;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Lets pages of other origins read responses: answers preflight requests before the key is checked, as they never have one, and names what scripts
 * may read of every answer.
 */
public final class CorsHandler extends HandlerInFront {
    private final Function<String, CorsOrigins> origins;

    /** @param origins the allowed origins of a path; read anew for each request */
    public CorsHandler(Function<String, CorsOrigins> origins, HttpHandler next) {
        super(next);
        this.origins = origins;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        boolean granted = Cors.answer(
                origins.apply(request.getRequestURI()),
                request.getMethod().getMethodString(),
                name -> Optional.ofNullable(request.getHeader(name)),
                response::setHeader);
        if (granted) {
            response.setStatus(204, "No Content");
            response.setHeader("Cache-Control", "no-store");
        } else {
            next.service(request, response);
        }
    }
}
