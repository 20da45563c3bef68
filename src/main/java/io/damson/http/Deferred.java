package io.damson.http;

import java.util.Map;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A request whose turn comes later. Until then it holds no worker. */
public final class Deferred {
    private static final Logger LOG = LoggerFactory.getLogger(Deferred.class);

    private final Request request;
    private final Response response;
    private final @Nullable Map<String, String> logged = MDC.getCopyOfContextMap();

    /** What answers a request. */
    @FunctionalInterface
    public interface Service {
        /** As {@link org.glassfish.grizzly.http.server.HttpHandler#service} does. */
        void run() throws Exception;
    }

    private Deferred(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    /** Lets the request wait, once more if it has waited before: the caller's own {@code service} returns without an answer. */
    public static Deferred of(Request request, Response response) {
        Deferred deferred = new Deferred(request, response);
        if (!response.isSuspended()) {
            response.suspend();
        }
        return deferred;
    }

    /** Has it served by a worker; where its client has hung up, something else is done. */
    public void resume(Service service, Runnable otherwise) {
        request.getContext()
                .getConnection()
                .getTransport()
                .getWorkerThreadPool()
                .execute(() -> serve(service, otherwise));
    }

    private void serve(Service service, Runnable otherwise) {
        // Of a connection that is closed, Grizzly never gives the response to another request.
        if (!response.isSuspended()) {
            otherwise.run();
            return;
        }
        if (logged != null) {
            MDC.setContextMap(logged);
        }
        try {
            service.run();
        } catch (Exception e) {
            LOG.error("a request that had waited failed", e);
            request.getContext().getConnection().closeSilently();
        } finally {
            MDC.clear();
        }
    }
}
