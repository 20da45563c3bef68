package io.damson.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the threads of a process write one by one, in the order in which they came, since an SQLite file has one writer at a time. A
 * writer that waits for another process has a bound of its own; those behind it do not wait for it with it, so that they hold no
 * worker. Thread-safe.
 */
final class WriterTurn {
    /** How often one that waits looks whether the one before it is stuck. */
    private static final long STEP_MILLIS = 20;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final long boundNanos;
    private volatile long begun;

    /** @param bound how long to wait, in all */
    WriterTurn(Duration bound) {
        this.boundNanos = bound.toNanos();
    }

    /**
     * Does work when it is its turn.
     *
     * @throws DatabaseUnavailableException if it would have to wait too long
     */
    <R> R take(Supplier<R> work) {
        await();
        try {
            if (turn.getHoldCount() == 1) {
                begun = System.nanoTime();
            }
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private void await() {
        long start = System.nanoTime();
        try {
            while (!turn.tryLock(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                if (now - start > boundNanos || now - begun > boundNanos / 4) {
                    throw busy("another request has been writing for " + (now - begun) / 1_000_000 + " ms");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("interrupted while waiting to write");
        }
    }

    private static DatabaseUnavailableException busy(String why) {
        return new DatabaseUnavailableException(DatabaseUnavailableException.Reason.BUSY, why);
    }
}
