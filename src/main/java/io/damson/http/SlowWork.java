package io.damson.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Serves requests that take long in threads of its own, a few at a time, so that they hold no worker. Thread-safe. */
public final class SlowWork implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String RETRY_SECONDS = "2";

    private final ThreadPoolExecutor threads;

    /**
     * Begins threads when they are needed.
     *
     * @param name what they are called
     * @param atOnce how many requests are served at a time
     * @param maxWaiting how many may wait for their turn; more are answered 503
     */
    public SlowWork(String name, int atOnce, int maxWaiting) {
        threads = new ThreadPoolExecutor(
                atOnce, atOnce, IDLE.toSeconds(), TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxWaiting), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Serves a request when it is its turn; the caller's own {@code service} returns without an answer. */
    public void serve(Request request, Response response, Deferred.Service service) throws IOException {
        Deferred deferred = Deferred.of(request, response);
        try {
            deferred.resume(threads, service, () -> {});
        } catch (RejectedExecutionException e) {
            Problems.write(
                    new ProblemException(
                                    ProblemType.SERVICE_UNAVAILABLE,
                                    "Too many requests wait for work that takes long; send the request again in a moment")
                            .withHeader("Retry-After", RETRY_SECONDS),
                    request,
                    response);
            response.resume();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
