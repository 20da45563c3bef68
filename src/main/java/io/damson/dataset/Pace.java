package io.damson.dataset;

import java.time.Duration;

/** Keeps requests apart, so that no window of time has more than a service allows. Not thread-safe. */
final class Pace {
    /** The documented 50 requests in 10 seconds, with a little room for what a network shifts. */
    static final Pace DOCUMENTED = new Pace(Duration.ofMillis(210));

    private final long nanosBetween;
    private long next = System.nanoTime();

    Pace(Duration between) {
        this.nanosBetween = between.toNanos();
    }

    /** Returns when the next request may be sent. */
    void await() throws InterruptedException {
        long wait = next - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
        }
        next = System.nanoTime() + nanosBetween;
    }
}
