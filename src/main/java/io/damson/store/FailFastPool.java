package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * A pool of connections that fails at once for a second after the database was found to be away, so that a request a second waits for it,
 * and not all of them. Its connections are silent no longer than the request may last that they are given to. Thread-safe.
 */
final class FailFastPool extends HikariDataSource {
    private final Absence absence;
    private final int spare;
    private final OutdatedSessions sessions;
    private final Optional<PostgresTimes> times;

    /** @param times empty for no limits */
    FailFastPool(HikariConfig settings, Optional<PostgresTimes> times) {
        this(
                settings,
                times,
                new Absence(Duration.ofMillis(settings.getConnectionTimeout()), System::nanoTime),
                new OutdatedSessions(System::nanoTime));
    }

    private FailFastPool(
            HikariConfig settings, Optional<PostgresTimes> times, Absence absence, OutdatedSessions sessions) {
        super(noticing(settings, absence, sessions));
        this.times = times;
        this.absence = absence;
        this.sessions = sessions;
        this.spare = getMinimumIdle();
    }

    private static HikariConfig noticing(HikariConfig settings, Absence absence, OutdatedSessions sessions) {
        settings.setExceptionOverride(new PoolFailures(absence, sessions));
        return settings;
    }

    @Override
    public Connection getConnection() throws SQLException {
        requireTime();
        long wait = patience(getConnectionTimeout());
        // Who has little time left learns nothing of the database, and must not try in place of others.
        boolean tells = times.filter(PostgresTimes::hasWaitedLong).isEmpty();
        if (!(tells ? absence.mayTry() : absence.isOver())) {
            throw new SQLTransientConnectionException("a moment ago there was no connection to be had");
        }
        if (sessions.areToBeginAnew()) {
            Thread thread = new Thread(this::replaceOutdatedSessions, "damson-session");
            thread.setDaemon(true);
            thread.start();
        }
        Connection connection;
        try {
            connection = connectionOfPool(wait);
        } catch (SQLTransientConnectionException e) {
            if (getHikariPoolMXBean().getIdleConnections() > 0) {
                // They were tried one after another, and those that are left are no better.
                getHikariPoolMXBean().softEvictConnections();
            }
            // Where there are connections, others are being served: to make one more is only slow.
            if (tells && getHikariPoolMXBean().getTotalConnections() == 0) {
                absence.began();
                // HikariCP's pauses between its tries grow to five seconds, as long as it wants spare connections.
                setMinimumIdle(0);
            }
            throw e;
        }
        absence.ended();
        if (getMinimumIdle() != spare) {
            setMinimumIdle(spare);
        }
        try {
            limit(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Waits on where connections are being made meanwhile: the pool makes one after another. */
    private Connection connectionOfPool(long wait) throws SQLException {
        HikariPool pool = (HikariPool) getHikariPoolMXBean();
        int before = pool.getTotalConnections();
        try {
            return pool.getConnection(wait);
        } catch (SQLTransientConnectionException e) {
            if (pool.getTotalConnections() <= before) {
                throw e;
            }
            requireTime();
            return connectionOfPool(patience(getConnectionTimeout()));
        }
    }

    /** Where a session that begins now is of more use, all others are ended as soon as nobody uses them. */
    private void replaceOutdatedSessions() {
        HikariPool pool = (HikariPool) getHikariPoolMXBean();
        try (Connection session = pool.getUnwrappedDataSource().getConnection();
                Statement statement = session.createStatement()) {
            statement.execute(Database.CHECK);
            if (isOff(statement, "transaction_read_only")) {
                pool.softEvictConnections();
            }
        } catch (SQLException e) {
            // It is of no more use than those that are there.
        }
    }

    private static boolean isOff(Statement statement, String setting) throws SQLException {
        try (ResultSet value = statement.executeQuery("show " + setting)) {
            return value.next() && value.getString(1).equals("off");
        }
    }

    private long patience(long most) {
        return times.map(limits -> limits.connection(Duration.ofMillis(most), Duration.ofMillis(getValidationTimeout()))
                        .toMillis())
                .orElse(most);
    }

    private void requireTime() throws SQLException {
        if (times.isPresent()) {
            times.get().requireTime();
        }
    }

    /**
     * Bounds how long a connection that was given waits for the next answer. The pool takes that back with the connection.
     *
     * @throws SQLException if the request of this thread has no time left
     */
    void limit(Connection connection) throws SQLException {
        requireTime();
        limitAtAnyRate(connection);
    }

    /** The same for what has to be ended, however late it is. */
    void limitAtAnyRate(Connection connection) throws SQLException {
        if (times.isPresent()) {
            long millis = Math.max(1, times.get().silence().toMillis());
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis));
        }
    }

    /** A statement was answered: the database is not at a stand. */
    void answered() {
        absence.answered();
    }
}
