package io.damson.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A standby of PostgreSQL that images are read from, as long as it has every acknowledged change: changes are committed with {@code
 * synchronous_commit = remote_apply}, and every standby that follows the primary has to be a synchronous one. Whenever that is not so,
 * or not known, images are read from the primary.
 */
final class ReadReplica implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadReplica.class);
    private static final int CHECK_MILLIS = 500;

    /** SQLSTATE: whether a transaction is done is not known. */
    private static final String NOT_CONFIRMED = "08007";

    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final String PRIMARY =
            "select pg_current_wal_lsn()::text, count(*) filter (where sync_state is null),"
                    + " coalesce(bool_and(sync_state = 'sync'), false) from pg_stat_replication";
    private static final String STANDBY = "select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= ?::pg_lsn";

    private final DataSource primary;
    private final HikariDataSource standby;
    private final Supplier<Duration> limit;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2, task -> {
        Thread thread = new Thread(task, "damson-replica");
        thread.setDaemon(true);
        return thread;
    });

    /** What the primary had written at the last check; the standby has to have it at the next. */
    private @Nullable String written;

    private boolean faulty;
    private volatile long goodAt = System.nanoTime() - MAX_AGE_NANOS;

    /**
     * Looks after a standby, which is closed with this.
     *
     * @param primary what it follows
     * @param limit how long a change of the calling thread waits for it
     */
    ReadReplica(DataSource primary, HikariDataSource standby, Supplier<Duration> limit) {
        timer.setRemoveOnCancelPolicy(true); // each holds its connection
        this.limit = limit;
        this.primary = primary;
        this.standby = standby;
        var unused = timer.scheduleWithFixedDelay(this::check, 0, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Its connections. */
    HikariDataSource pool() {
        return standby;
    }

    /**
     * Reads by one statement; empty where the standby is not to be used now, or fails.
     *
     * @throws SQLException if the statement was ended since it lasted too long
     */
    <R> Optional<R> read(ReturningWork<R> statement) throws SQLException {
        if (System.nanoTime() - goodAt >= MAX_AGE_NANOS) {
            return Optional.empty();
        }
        try (Connection connection = standby.getConnection()) {
            return Optional.of(statement.execute(connection));
        } catch (SQLException e) {
            if (PostgresConnections.QUERY_CANCELED.equals(e.getSQLState())) {
                throw e;
            }
            use(Optional.of(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /**
     * Commits, and waits until the standby has the change. PostgreSQL's own limits do not hold for that wait: when it has lasted too long, it
     * is cancelled, and PostgreSQL warns that the change is there, but not on the standby.
     *
     * @throws SQLException if the standby has not confirmed the change, which must not be acknowledged then
     */
    void commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        Future<?> cancellation =
                timer.schedule(() -> cancel(connection), limit.get().toMillis(), TimeUnit.MILLISECONDS);
        try {
            connection.commit();
        } finally {
            cancellation.cancel(false);
        }
        SQLWarning warning = connection.getWarnings();
        if (warning != null) {
            throw new SQLException("the replica has not confirmed a change: " + warning.getMessage(), NOT_CONFIRMED);
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.warn("the wait for the replica cannot be cancelled: {}", e.getMessage());
        }
    }

    private void check() {
        String before = written;
        try {
            Optional<String> fault = faultOfPrimary();
            if (fault.isEmpty() && before != null && !hasApplied(before)) {
                fault = Optional.of("it is behind the primary, or none of its standbys");
            }
            // At the first check it is not known yet.
            if (fault.isPresent() || before != null) {
                use(fault);
            }
        } catch (SQLException | RuntimeException e) { // what is thrown here would end the checks
            use(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<String> faultOfPrimary() throws SQLException {
        written = null;
        try (Connection connection = primary.getConnection();
                PreparedStatement select = connection.prepareStatement(PRIMARY);
                ResultSet row = select.executeQuery()) {
            row.next();
            if (row.getLong(2) > 0) {
                return Optional.of("the database user may not see the standbys; grant pg_monitor to it");
            }
            if (!row.getBoolean(3)) {
                return Optional.of(
                        "not every standby that follows the primary is synchronous; synchronous_standby_names has to name all");
            }
            written = row.getString(1);
            return Optional.empty();
        }
    }

    private boolean hasApplied(String position) throws SQLException {
        try (Connection connection = standby.getConnection();
                PreparedStatement select = connection.prepareStatement(STANDBY)) {
            select.setString(1, position);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private synchronized void use(Optional<String> fault) {
        goodAt = System.nanoTime() - (fault.isEmpty() ? 0 : MAX_AGE_NANOS);
        boolean changed = fault.isPresent() != faulty;
        faulty = fault.isPresent();
        if (changed && faulty) {
            LOG.warn("images are read from the primary: the replica is not to be used: {}", fault.get());
        } else if (changed) {
            LOG.info("images are read from the replica");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        standby.close();
    }
}
