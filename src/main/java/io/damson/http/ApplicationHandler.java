package io.damson.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.slf4j.MDC;

/** Hands every request to the application exactly as it came, and gives every answer the header fields that all have. */
public final class ApplicationHandler extends HandlerInFront {
    private static final long LOOK_AGAIN_NANOS = 5_000_000;
    private static final long QUIET_NANOS = 200_000_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AnswerListener listener;
    private volatile boolean draining;
    private volatile boolean over;
    private volatile long lastBegun; // of those that came while it drained

    /** Has to be the server's only handler, at its root, so that nobody else decodes targets. */
    public ApplicationHandler(HttpHandler application) {
        this(application, AnswerListener.NONE);
    }

    /**
     * Likewise.
     *
     * @param listener learns of every answer
     */
    public ApplicationHandler(HttpHandler application, AnswerListener listener) {
        super(application);
        this.listener = listener;
        setDecodeUrl(false);
    }

    /** How many requests are being answered now, those included that wait for their turn. */
    public int inFlight() {
        return inFlight.get();
    }

    /** No path has a session in it: a {@code ;jsessionid=} is part of a name like any other. */
    @Override
    protected String getSessionCookieName() {
        return " ";
    }

    /**
     * From now on each answer is the last of its connection, so that clients go elsewhere. Waits until no request is in flight and none has
     * come for a moment; whatever comes after that gets no answer.
     *
     * @param most how long to wait
     */
    public void drain(Duration most) {
        lastBegun = System.nanoTime();
        draining = true;
        long end = System.nanoTime() + most.toNanos();
        await(() -> inFlight.get() == 0 && System.nanoTime() - lastBegun > QUIET_NANOS, end);
        over = true;
        await(() -> inFlight.get() == 0, end);
    }

    /** Whoever waits for the end of requests waits for the listener too. */
    private void end(Request request, Response response, long began) {
        try {
            if (response.getHeader(AnswerHeaders.REQUEST_ID) != null) {
                listener.answered(request, response, System.nanoTime() - began);
            }
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private static void await(BooleanSupplier condition, long end) {
        while (!condition.getAsBoolean()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        inFlight.incrementAndGet();
        long began = System.nanoTime();
        request.addAfterServiceListener(served -> end(request, response, began));
        if (over) {
            request.getContext().getConnection().closeSilently();
            return;
        }
        if (draining) {
            lastBegun = System.nanoTime();
            request.getRequest().getProcessingState().setKeepAlive(false);
        }
        // Jersey makes URIs of it, and java.net.URI knows no host with an underscore.
        request.getRequest().serverName().setString("localhost");
        String requestId = AnswerHeaders.requestId(request.getHeader(AnswerHeaders.REQUEST_ID));
        AnswerHeaders.of(requestId).forEach(response::setHeader);
        MDC.put(AnswerHeaders.IN_LOG, requestId);
        try {
            next.service(request, response);
        } catch (Exception | Error e) {
            if (!WorkerError.isBehind(e)) {
                throw e;
            }
            WorkerError.answer(e, request.getContext().getConnection(), request, response);
        } finally {
            MDC.remove(AnswerHeaders.IN_LOG);
        }
    }
}
