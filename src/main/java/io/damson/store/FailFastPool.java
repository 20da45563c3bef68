package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pool of connections that fails at once for a second after somebody has waited for a connection in vain; then one may try again. So while
 * a database is away, a request a second waits for it, and not all of them. Thread-safe.
 */
final class FailFastPool extends HikariDataSource {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile boolean away;
    private final AtomicLong nextTry = new AtomicLong();

    FailFastPool(HikariConfig settings) {
        super(settings);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away && !mayTry()) {
            throw new SQLTransientConnectionException("a moment ago there was no connection to be had");
        }
        try {
            Connection connection = super.getConnection();
            away = false;
            return connection;
        } catch (SQLTransientConnectionException e) {
            nextTry.set(System.nanoTime() + PAUSE_NANOS);
            away = true;
            throw e;
        }
    }

    /** One at a time, for as long as its try may last. */
    private boolean mayTry() {
        long due = nextTry.get();
        long now = System.nanoTime();
        return now - due >= 0
                && nextTry.compareAndSet(
                        due,
                        now
                                + PAUSE_NANOS
                                + Duration.ofMillis(getConnectionTimeout()).toNanos());
    }
}
