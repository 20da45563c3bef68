package io.damson.http;

import java.util.Map;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** A request whose turn comes later. Until then it holds no worker. */
public final class Deferred {
    private final Request request;
    private final Response response;
    private final Connection<?> connection;
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
        this.connection = request.getContext().getConnection();
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
        try {
            resume(connection.getTransport().getWorkerThreadPool(), service, otherwise);
        } catch (RuntimeException | Error e) {
            // Nobody else would end it.
            connection.closeSilently();
            throw e;
        }
    }

    /**
     * Has it served by other threads than the workers; where its client has hung up, something else is done.
     *
     * @throws java.util.concurrent.RejectedExecutionException if they do not take it
     */
    void resume(Executor threads, Service service, Runnable otherwise) {
        threads.execute(() -> serve(service, otherwise));
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
        } catch (Exception | Error e) {
            // The worker is the pool's: what it throws would end it.
            WorkerError.answer(e, connection, request, response);
        } finally {
            MDC.clear();
        }
    }
}
