package io.damson.server;

import java.util.Map;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Hands a request to whoever answers what its path begins with, and otherwise to the API. */
final class PathHandler extends HttpHandler {
    private final Map<String, HttpHandler> beside;
    private final HttpHandler api;

    PathHandler(Map<String, HttpHandler> beside, HttpHandler api) {
        this.beside = Map.copyOf(beside);
        this.api = api;
    }

    @Override
    public void start() {
        beside.values().forEach(HttpHandler::start);
        api.start();
    }

    @Override
    public void destroy() {
        beside.values().forEach(HttpHandler::destroy);
        api.destroy();
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        String path = request.getRequestURI();
        for (Map.Entry<String, HttpHandler> entry : beside.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                entry.getValue().service(request, response);
                return;
            }
        }
        api.service(request, response);
    }
}
