package io.damson.http;

import java.util.function.Supplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/** A handler that is made and started by its first request, so that a start does not wait for it. Thread-safe. */
public final class LazyHandler extends HttpHandler {
    private final Supplier<HttpHandler> make;
    private @Nullable HttpHandler made;

    /** @param make is called once */
    public LazyHandler(Supplier<HttpHandler> make) {
        this.make = make;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        handler().service(request, response);
    }

    private synchronized HttpHandler handler() {
        if (made == null) {
            made = make.get();
            made.start();
        }
        return made;
    }

    @Override
    public synchronized void destroy() {
        if (made != null) {
            made.destroy();
        }
    }
}
