package io.damson.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether a database is away: somebody has waited for a connection in vain, or for an answer while nobody had one. For a second after that
 * nobody else waits, then one may try. Thread-safe.
 */
final class Absence implements SQLExceptionOverride {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final long tryNanos;
    private final LongSupplier nanos;
    private final AtomicLong nextTry = new AtomicLong();
    private volatile boolean away;
    private volatile long answeredAt;

    /**
     * At first it is there.
     *
     * @param wait how long a try may last
     * @param nanos a clock
     */
    Absence(Duration wait, LongSupplier nanos) {
        this.tryNanos = wait.toNanos();
        this.nanos = nanos;
        this.answeredAt = nanos.getAsLong();
    }

    /** Whether somebody may wait for the database now; one at a time while it is away, for as long as a try may last. */
    boolean mayTry() {
        if (isOver()) {
            return true;
        }
        long due = nextTry.get();
        long now = nanos.getAsLong();
        return now - due >= 0 && nextTry.compareAndSet(due, now + PAUSE_NANOS + tryNanos);
    }

    /** Whether the database is there, as far as is known. */
    boolean isOver() {
        return !away;
    }

    /** There was nobody to be reached. */
    void began() {
        nextTry.set(nanos.getAsLong() + PAUSE_NANOS);
        away = true;
    }

    /** A connection was to be had. */
    void ended() {
        away = false;
    }

    /** A statement was answered. */
    void answered() {
        answeredAt = nanos.getAsLong();
    }

    /** One connection may be silent by itself; where all are, the database has come to a stand. */
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (failure.getCause() instanceof SocketTimeoutException && nanos.getAsLong() - answeredAt > PAUSE_NANOS) {
            began();
        }
        return SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
