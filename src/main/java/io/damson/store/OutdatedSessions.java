package io.damson.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether PostgreSQL's sessions may have begun with settings of their role or their database that do not hold any more: they keep them
 * for as long as they last, half an hour. After a failure that such settings bring about, a session is begun once a second for a while; where
 * it is of more use, all connections are made anew. Thread-safe.
 */
final class OutdatedSessions {
    static final String READ_ONLY = "25006";
    static final String NO_RIGHT = "42501";
    static final String NO_TABLE = "42P01";
    static final String NO_SCHEMA = "3F000";

    /** {@code default_transaction_read_only}, {@code role}, and {@code search_path} bring them about. */
    private static final Set<String> STATES = Set.of(READ_ONLY, NO_RIGHT, NO_TABLE, NO_SCHEMA);

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONG_PAUSE_NANOS = Duration.ofSeconds(4).toNanos();
    private static final long WHILE_NANOS = Duration.ofSeconds(30).toNanos();

    private final LongSupplier nanos;
    private final AtomicLong next;
    private volatile long began;
    private volatile long end;

    /** @param nanos a clock */
    OutdatedSessions(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
        this.end = nanos.getAsLong();
    }

    /** A statement has failed. */
    void failed(SQLException failure) {
        if (STATES.contains(String.valueOf(failure.getSQLState()))) {
            long now = nanos.getAsLong();
            if (now - end >= 0) {
                began = now;
            }
            end = now + WHILE_NANOS;
        }
    }

    /** Whether it is time to begin a session, and to look whether all are to be made anew. */
    boolean areToBeginAnew() {
        long now = nanos.getAsLong();
        long due = next.get();
        // What lasts, such as a standby, is looked at less often.
        long pause = now - began > WHILE_NANOS ? LONG_PAUSE_NANOS : PAUSE_NANOS;
        return end - now > 0 && now - due >= 0 && next.compareAndSet(due, now + pause);
    }
}
