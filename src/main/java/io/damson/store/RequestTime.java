package io.damson.store;

import java.time.Duration;
import java.util.Optional;

/**
 * When the request began that a thread works for: time that it has waited is time that its statements no longer have. Other work, such as
 * a command's, has no such moment.
 */
public final class RequestTime {
    private static final ThreadLocal<Long> BEGAN = new ThreadLocal<>();

    private RequestTime() {}

    /** What is done for a request. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        /** Does it, in the thread of the caller. */
        void run() throws E;
    }

    /**
     * Does work for a request.
     *
     * @param began when it began, by {@link System#nanoTime()}
     */
    public static <E extends Exception> void since(long began, Work<E> work) throws E {
        Long outer = BEGAN.get();
        BEGAN.set(began);
        try {
            work.run();
        } finally {
            if (outer == null) {
                BEGAN.remove();
            } else {
                BEGAN.set(outer);
            }
        }
    }

    /** How old the request is; empty where the thread works for none. */
    static Optional<Duration> age() {
        Long began = BEGAN.get();
        return began == null ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - began));
    }
}
