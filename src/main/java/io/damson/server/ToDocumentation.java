package io.damson.server;

import io.damson.http.PathHandler;
import io.damson.http.ReadOnly;
import java.io.IOException;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Leads who opens the server in a browser to what can be read there: a relative 302, which is right behind a proxy's prefix too. */
final class ToDocumentation extends HttpHandler {
    private static final int FOUND = 302;

    /** The handler of the root path alone. */
    static PathHandler atRoot() {
        return new PathHandler(PathHandler.ROOT, new ToDocumentation());
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        if (ReadOnly.admits(request, response)) {
            response.setStatus(FOUND, "Found");
            response.setHeader("Location", Documentation.PAGE.substring(1));
            response.setHeader("Cache-Control", "no-cache");
            response.setContentLength(0);
        }
    }
}
