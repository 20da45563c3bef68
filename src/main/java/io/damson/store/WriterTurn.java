package io.damson.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the threads of a process write one by one, about in the order in which they came, since an SQLite file has one writer at a time. A
 * writer that waits for another process has a bound of its own; those behind it do not wait for it with it, so that they hold no
 * worker. Those behind a writer that writes wait, though its disk is slow. Thread-safe.
 */
final class WriterTurn {
    /** How often one that waits looks whether the one before it is stuck. */
    private static final long STEP_MILLIS = 20;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final long queueNanos;
    private final long stuckNanos;

    /** Since when the writer whose turn it is waits for another process; 0 while it does not. */
    private volatile long waitingSince;

    /**
     * @param lockBound how long a writer waits for another process; those behind it wait for a quarter of that
     * @param queueBound how long a writer waits for the others of this process
     */
    WriterTurn(Duration lockBound, Duration queueBound) {
        this.stuckNanos = lockBound.toNanos() / 4;
        this.queueNanos = queueBound.toNanos();
    }

    /**
     * Does work when it is its turn.
     *
     * @throws DatabaseUnavailableException if it would have to wait too long
     */
    <R> R take(Supplier<R> work) {
        await();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** Begins to write; may have to wait for another process. */
    interface Beginning {
        void run() throws SQLException;
    }

    /** Lets those behind know that this writer may wait for another process. */
    void begin(Beginning beginning) throws SQLException {
        waitingSince = System.nanoTime() | 1;
        try {
            beginning.run();
        } finally {
            waitingSince = 0;
        }
    }

    private void await() {
        long start = System.nanoTime();
        try {
            while (!turn.tryLock(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                long now = System.nanoTime();
                long since = waitingSince;
                if (since != 0 && now - since > stuckNanos) {
                    throw busy("another process is writing");
                }
                if (now - start > queueNanos) {
                    throw busy("other requests have been writing for too long");
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
