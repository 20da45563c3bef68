package io.damson.server;

import io.damson.http.HandlerInFront;
import io.damson.store.RequestTime;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Tells the database when a request began. It stands in front of all that may let a request wait, and of what another thread goes on with
 * after that.
 */
final class TimedHandler extends HandlerInFront {
    private static final String BEGAN = TimedHandler.class.getName();

    TimedHandler(HttpHandler next) {
        super(next);
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        long now = System.nanoTime();
        long began = request.getAttribute(BEGAN) instanceof Long known ? known : now;
        request.setAttribute(BEGAN, began);
        RequestTime.since(began, () -> next.service(request, response));
    }
}
