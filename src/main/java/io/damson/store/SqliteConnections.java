package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.jdbc.ReturningWork;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An SQLite file, which processes of one machine may share: one of them writes at a time, and readers wait for none. Transactions are
 * begun and ended by statements: sqlite-jdbc's own commit begins the next transaction at once, and with it the next writer's turn.
 */
final class SqliteConnections implements Connections {
    private static final int MIN_CONNECTIONS = 2;

    private static final long MIN_PAUSE_NANOS = 500_000;
    private static final long MAX_PAUSE_NANOS = 2_500_000;

    private final Dialect dialect = new SqliteDialect();
    private final SqliteFile file;
    private final HikariDataSource pool;
    private final StatementLimit limit;
    private final WriterTurn turn;
    private final Duration lockTimeout;
    private final Optional<TemporaryFolder> temporary;

    private SqliteConnections(DatabaseConfiguration configuration, SqliteFile file, Optional<TemporaryFolder> temporary)
            throws SQLException {
        this.file = file;
        this.temporary = temporary;
        this.lockTimeout = configuration.lockTimeout();
        this.limit = new StatementLimit(configuration.queryTimeout());
        this.turn = new WriterTurn(lockTimeout, configuration.queryTimeout().orElse(lockTimeout));
        HikariConfig settings = Database.pool(configuration);
        settings.setMinimumIdle(MIN_CONNECTIONS); // one more takes a millisecond, when it is needed
        SqliteDataSource source = new SqliteDataSource(file, temporary.isEmpty(), lockTimeout, limit);
        SqliteFiles files = source.hold();
        settings.setDataSource(source);
        try {
            this.pool = new SqlitePool(settings, files);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    static SqliteConnections open(DatabaseConfiguration configuration) {
        SqliteLibrary.prepare();
        Optional<TemporaryFolder> temporary =
                configuration.isTemporary() ? Optional.of(TemporaryFolder.create()) : Optional.empty();
        try {
            SqliteFile file = SqliteFile.at(temporary
                    .map(folder -> folder.path().resolve("damson.db").toString())
                    .orElseGet(configuration::path));
            return open(configuration, file, temporary);
        } catch (RuntimeException e) {
            temporary.ifPresent(TemporaryFolder::remove);
            throw e;
        }
    }

    private static SqliteConnections open(
            DatabaseConfiguration configuration, SqliteFile file, Optional<TemporaryFolder> temporary) {
        try {
            SqliteDataSource unlimited = new SqliteDataSource(
                    file, temporary.isEmpty(), configuration.lockTimeout(), new StatementLimit(Optional.empty()));
            file.migrate(unlimited);
            if (configuration.isOfServer()) {
                file.requireSound(unlimited);
            }
            return new SqliteConnections(configuration, file, temporary);
        } catch (SQLException e) {
            throw OpeningFailure.of(file, e);
        } catch (HikariPool.PoolInitializationException e) {
            throw OpeningFailure.of(configuration, e);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Optional<String> hibernateDialect() {
        return Optional.of(SqliteHibernateDialect.class.getName());
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public List<HikariDataSource> pools() {
        return List.of(pool);
    }

    @Override
    public <R> R limited(Supplier<R> work) {
        return limit.around(work);
    }

    @Override
    public <R> R writing(Supplier<R> work) {
        return turn.take(work);
    }

    @Override
    public void beginReading(Connection connection) throws SQLException {
        execute(connection, "begin");
    }

    @Override
    public void beginWriting(Connection connection) throws SQLException {
        turn.begin(() -> beginImmediate(connection));
    }

    /** There is one writer at a time. */
    @Override
    public void lockTenants(Connection connection) {}

    @Override
    public void commit(Connection connection) throws SQLException {
        execute(connection, "commit");
    }

    /**
     * Tries again every few milliseconds while another process writes. SQLite's own wait tries ever more seldom, up to every tenth of a
     * second, and so may never meet the moment between two writes of a busy process.
     */
    private void beginImmediate(Connection connection) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        long end = System.nanoTime() + lockTimeout.toNanos();
        sqlite.setBusyTimeout(0);
        try {
            while (!tryToBegin(connection, end)) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS));
            }
        } finally {
            sqlite.setBusyTimeout(Math.toIntExact(lockTimeout.toMillis()));
        }
    }

    private static boolean tryToBegin(Connection connection, long end) throws SQLException {
        try {
            execute(connection, "begin immediate");
            return true;
        } catch (SQLiteException e) {
            if (code(e) != SQLiteErrorCode.SQLITE_BUSY
                    || System.nanoTime() > end
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return false;
        }
    }

    /** A connection that was made while the file could not be written stays read-only; the next may be made when it can. */
    @Override
    public <R> R transaction(Connection connection, ReturningWork<R> work) throws SQLException {
        try {
            return Connections.super.transaction(connection, work);
        } catch (SQLException | RuntimeException e) {
            if (isReadOnly(e)) {
                pool.evictConnection(connection);
            }
            throw e;
        }
    }

    private static boolean isReadOnly(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite && code(sqlite) == SQLiteErrorCode.SQLITE_READONLY) {
                return true;
            }
        }
        return false;
    }

    /** The wait for another process is over when the transaction has begun, and so can be told from the write itself. */
    @Override
    public <R> R alone(Connection connection, ReturningWork<R> statement) throws SQLException {
        return transaction(connection, statement);
    }

    /** A failure may have ended the transaction already. */
    @Override
    public void rollback(Connection connection) throws SQLException {
        try {
            execute(connection, "rollback");
        } catch (SQLException e) {
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Optional<DatabaseUnavailableException.Reason> reason(SQLException failure) {
        if (failure instanceof SQLTransientConnectionException) {
            boolean isDamaged = failure.getCause() instanceof SQLiteException sqlite
                    && reason(sqlite).equals(Optional.of(DatabaseUnavailableException.Reason.DAMAGED));
            return Optional.of(
                    isDamaged ? DatabaseUnavailableException.Reason.DAMAGED : DatabaseUnavailableException.Reason.AWAY);
        }
        return failure instanceof SQLiteException sqlite
                ? switch (code(sqlite)) {
                    case SQLITE_BUSY, SQLITE_LOCKED -> Optional.of(DatabaseUnavailableException.Reason.BUSY);
                    case SQLITE_INTERRUPT -> Optional.of(DatabaseUnavailableException.Reason.TOO_SLOW);
                    case SQLITE_FULL -> Optional.of(DatabaseUnavailableException.Reason.FULL);
                    case SQLITE_READONLY -> Optional.of(DatabaseUnavailableException.Reason.READ_ONLY);
                    case SQLITE_CORRUPT, SQLITE_NOTADB -> Optional.of(DatabaseUnavailableException.Reason.DAMAGED);
                    case SQLITE_IOERR, SQLITE_CANTOPEN -> Optional.of(DatabaseUnavailableException.Reason.AWAY);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    /** The primary code of a failure (SQLite's result codes, section 3): an extended one has more above its lowest byte. */
    static SQLiteErrorCode code(SQLiteException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xFF);
    }

    @Override
    public String importedAtOnce(TenantName tenant) {
        return "this database";
    }

    /** A lock of the operating system on a file beside the database, which ends with the process. */
    @Override
    public Optional<ImportLock> lockImports(Connection connection, long tenantId) throws SQLException {
        Path lock = Path.of(file.path() + "-import");
        try {
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return Optional.of(() -> close(channel));
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process has it.
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new SQLException("cannot lock " + lock + ": " + e.getMessage(), e);
        }
    }

    private static void close(FileChannel channel) throws SQLException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    /** What SQLite writes into a damaged file may damage it further. */
    @Override
    public boolean isOverWhenDamaged() {
        return true;
    }

    @Override
    public void close() {
        pool.close();
        temporary.ifPresent(TemporaryFolder::remove);
    }
}
