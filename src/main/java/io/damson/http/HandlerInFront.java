package io.damson.http;

import org.glassfish.grizzly.http.server.HttpHandler;

/** A handler in front of another, which starts and ends with it. */
public abstract class HandlerInFront extends HttpHandler {
    /** What stands behind it. */
    protected final HttpHandler next;

    /** @param next what stands behind it; nobody else starts or ends that */
    protected HandlerInFront(HttpHandler next) {
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
}
