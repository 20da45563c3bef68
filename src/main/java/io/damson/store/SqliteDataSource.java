package io.damson.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Makes connections to an SQLite file, with the settings that our promises stand on. */
final class SqliteDataSource extends SQLiteDataSource {
    /** The write-ahead log shrinks to so much when it begins anew, as after a large import. */
    private static final int MAX_KEPT_LOG_BYTES = 64 * 1024 * 1024;

    private final String settings;
    private final StatementLimit limit;
    private final SqliteFile file;
    private Optional<SqliteFiles> files = Optional.empty();

    /**
     * @param durable whether a commit is on disk when it is acknowledged
     * @param lockTimeout how long a statement waits for another process
     */
    SqliteDataSource(SqliteFile file, boolean durable, Duration lockTimeout, StatementLimit limit) {
        super(config(lockTimeout));
        setUrl("jdbc:sqlite:" + file.path());
        this.file = file;
        this.limit = limit;
        // On macOS only the full fsync empties the drive's cache; elsewhere it changes nothing.
        this.settings = "pragma foreign_keys = on; pragma journal_size_limit = " + MAX_KEPT_LOG_BYTES
                + "; pragma synchronous = "
                + (durable ? "full; pragma fullfsync = on; pragma checkpoint_fullfsync = on" : "off");
    }

    private static SQLiteConfig config(Duration lockTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(lockTimeout.toMillis()));
        // A connection is used by one thread at a time: SQLite need not lock it for each value that is read.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        return config;
    }

    /**
     * The files that are there. From now on one that is not there is an error, and not made; nor is there a connection to others.
     *
     * @return to be closed by the caller
     */
    SqliteFiles hold() throws SQLException {
        getConfig().resetOpenMode(SQLiteOpenMode.CREATE);
        SqliteFiles held = SqliteFiles.held(file.path(), getConnection());
        files = Optional.of(held);
        return held;
    }

    @Override
    public SQLiteConnection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        // SQLite makes a missing log and index anew. What is in those that we have open must be saved before that.
        requireInPlace();
        SQLiteConnection connection =
                new CachingConnection(getUrl(), getConfig().toProperties());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(settings);
            ProgressHandler.setHandler(connection, StatementLimit.INSTRUCTIONS, limit);
            requireInPlace();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void requireInPlace() throws SQLException {
        if (files.isPresent()) {
            files.get().requireInPlace();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(null, null);
    }
}
