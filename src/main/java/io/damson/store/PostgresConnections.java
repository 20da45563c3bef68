package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.damson.tenant.TenantName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.jdbc.ReturningWork;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, reached by any number of processes. It keeps its limits itself. */
final class PostgresConnections implements Connections {
    /** SQLSTATE classes (appendix A): the connection, resources, an operator's intervention, the system's own errors. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    static final String QUERY_CANCELED = "57014";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final Set<String> IN_CONFLICT = Set.of(SERIALIZATION_FAILURE, DEADLOCK);
    private static final String DISK_FULL = "53100";

    /** The class of internal errors (appendix A): data that is damaged, or a bug of PostgreSQL's. */
    private static final Set<String> DAMAGE = Set.of("XX001", "XX002"); // of data, of an index

    /** How long a host is tried before the next of the URL, in seconds: a silent one must not keep us from the one that took over. */
    private static final long SOCKET_TIMEOUT_OF_A_LOGIN = 2;

    private static final long SOCKET_TIMEOUT_OF_A_COMMAND = 300;

    private static final String ALLOWED_CONNECTIONS =
            "select least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,"
                    + " (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user),"
                    + " (select nullif(datconnlimit, -1) from pg_database where datname = current_database()))";

    /** With a tenant's number, what the lock of an import is called: "damson" in ASCII. */
    private static final long IMPORT_LOCK = 0x64616D736F6E0000L;

    private final FailFastPool pool;
    private final Optional<PostgresTimes> times;
    private final Optional<ReadReplica> replica;
    private final boolean pooledByTransactions;
    private final String localSettings;
    private final Dialect dialect = new PostgresDialect();

    private PostgresConnections(DatabaseConfiguration configuration, FailFastPool pool) {
        this.pool = pool;
        this.times = times(configuration);
        this.replica = configuration
                .readUrl()
                .map(url -> new ReadReplica(
                        pool,
                        standby(configuration, url),
                        () -> times.map(PostgresTimes::statementLeft)
                                .orElse(DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT)));
        this.pooledByTransactions = configuration.isPooledByTransactions();
        this.localSettings = pooledByTransactions ? settings(configuration, "set local ") : "";
    }

    static PostgresConnections open(DatabaseConfiguration configuration) {
        FailFastPool pool = pool(poolSettings(configuration, configuration.url()), configuration);
        try {
            requireUtf8(pool);
            if (configuration.queryTimeout().isPresent() && !configuration.isPooledByTransactions()) {
                requireConnections(pool, Database.maxConnections(configuration));
            }
            PostgresSchema.migrate(withoutLimits(configuration));
            return new PostgresConnections(configuration, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e instanceof DatabaseException ? e : OpeningFailure.of(configuration, e);
        }
    }

    /** A migration of a large table lasts longer than a request may. */
    static DataSource withoutLimits(DatabaseConfiguration configuration) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(configuration.url());
        if (configuration.user() != null) {
            source.setUser(configuration.user());
        }
        if (configuration.password() != null) {
            source.setPassword(configuration.password());
        }
        return source;
    }

    /** Not there now, it may be there later. */
    private static HikariDataSource standby(DatabaseConfiguration configuration, String url) {
        HikariConfig settings = poolSettings(configuration, url);
        settings.setPoolName("damson-replica");
        settings.setInitializationFailTimeout(-1);
        settings.setMinimumIdle(0); // it may be away for long
        settings.setIdleTimeout(0);
        return pool(settings, configuration);
    }

    private static Optional<PostgresTimes> times(DatabaseConfiguration configuration) {
        return configuration.queryTimeout().map(limit -> new PostgresTimes(limit, configuration.lockTimeout()));
    }

    private static FailFastPool pool(HikariConfig settings, DatabaseConfiguration configuration) {
        try {
            return new FailFastPool(settings, times(configuration));
        } catch (HikariPool.PoolInitializationException e) {
            throw OpeningFailure.of(configuration, e);
        }
    }

    private static HikariConfig poolSettings(DatabaseConfiguration configuration, String url) {
        HikariConfig settings = Database.pool(configuration);
        settings.setJdbcUrl(url);
        settings.setUsername(configuration.user());
        settings.setPassword(configuration.password());
        // In seconds; the URL may say otherwise. Without them a network that swallows packets holds a thread for ever.
        settings.addDataSourceProperty("connectTimeout", "2");
        settings.addDataSourceProperty("loginTimeout", "10");
        // A server's connections have a limit of their own whenever they are used.
        settings.addDataSourceProperty(
                "socketTimeout",
                String.valueOf(
                        configuration.queryTimeout().isPresent()
                                ? SOCKET_TIMEOUT_OF_A_LOGIN
                                : SOCKET_TIMEOUT_OF_A_COMMAND));
        // In milliseconds; the first step of a login.
        settings.addDataSourceProperty("sslResponseTimeout", "1500");
        // A host that has just been promoted is not taken for a standby any longer than that, nor a silent one tried
        // again before.
        settings.addDataSourceProperty("hostRecheckSeconds", "2");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        // An import's inserts go over the wire many at a time.
        settings.addDataSourceProperty("reWriteBatchedInserts", "true");
        if (!configuration.isPooledByTransactions()) {
            settings.setConnectionInitSql(settings(configuration, "set "));
        }
        return settings;
    }

    private static String settings(DatabaseConfiguration configuration, String set) {
        List<String> settings = new ArrayList<>();
        // A request takes one core: those that others wait for are not for a heavy filter's helpers or compilation.
        settings.add(set + "max_parallel_workers_per_gather = 0");
        settings.add(set + "jit = off");
        settings.add(set + "lock_timeout = " + configuration.lockTimeout().toMillis());
        times(configuration).ifPresent(times -> settings.add(set + "statement_timeout = " + millis(times.statement())));
        if (configuration.readUrl().isPresent()) {
            settings.add(set + "synchronous_commit = remote_apply");
        }
        return String.join("; ", settings);
    }

    private static void requireUtf8(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet encoding = statement.executeQuery("show server_encoding")) {
            encoding.next();
            if (!encoding.getString(1).equals("UTF8")) {
                throw new DatabaseException(
                        "the database is encoded in " + encoding.getString(1)
                                + ", which cannot hold every name; make one with: create database damson encoding 'UTF8' template template0");
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot read the encoding of the database: " + e.getMessage(), e);
        }
    }

    /** Whoever waits for a connection takes the database to be away: there have to be as many as there may be. */
    private static void requireConnections(DataSource dataSource, int wanted) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet allowed = statement.executeQuery(ALLOWED_CONNECTIONS)) {
            allowed.next();
            if (allowed.getInt(1) < wanted) {
                throw new DatabaseException("the server needs " + wanted
                        + " connections, two more than it has workers, and PostgreSQL allows " + allowed.getInt(1)
                        + ": lower --workers, or raise max_connections or the limit of the user or of the database");
            }
        } catch (SQLException e) {
            throw new DatabaseException("cannot read how many connections are allowed: " + e.getMessage(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Optional<String> hibernateDialect() {
        return Optional.empty();
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public List<HikariDataSource> pools() {
        return replica.map(standby -> List.of(pool, standby.pool())).orElseGet(() -> List.of(pool));
    }

    /** The session's {@code statement_timeout} limits it. */
    @Override
    public <R> R limited(Supplier<R> work) {
        return work.get();
    }

    @Override
    public <R> R writing(Supplier<R> work) {
        return work.get();
    }

    @Override
    public void beginReading(Connection connection) throws SQLException {
        begin(connection);
    }

    @Override
    public void beginWriting(Connection connection) throws SQLException {
        begin(connection);
    }

    private void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        List<String> settings = new ArrayList<>();
        if (!localSettings.isEmpty()) {
            settings.add(localSettings);
        }
        times.filter(PostgresTimes::isLate).ifPresent(late -> {
            settings.add("set local statement_timeout = " + millis(late.statementLeft()));
            settings.add("set local lock_timeout = " + millis(late.lockLeft()));
        });
        if (!settings.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(String.join("; ", settings));
            }
        }
    }

    /** For PostgreSQL 0 is no limit. */
    private static long millis(Duration limit) {
        return Math.max(1, limit.toMillis());
    }

    /** Whether a statement has limits that are not its session's. */
    private boolean hasItsOwnLimits() {
        return pooledByTransactions || times.filter(PostgresTimes::isLate).isPresent();
    }

    @Override
    public <R> R reading(Connection connection, ReturningWork<R> statement) throws SQLException {
        R result = readingAnywhere(connection, statement);
        pool.answered();
        return result;
    }

    /** In a transaction only where its settings last no longer. */
    private <R> R readingAnywhere(Connection connection, ReturningWork<R> statement) throws SQLException {
        return hasItsOwnLimits() ? transaction(connection, statement) : statement.execute(connection);
    }

    @Override
    public <R> Optional<R> fromReplica(ReturningWork<R> statement) {
        try {
            return replica.isPresent()
                    ? replica.get().read(connection -> readingAnywhere(connection, statement))
                    : Optional.empty();
        } catch (SQLException e) {
            throw DatabaseUnavailableException.orItself(this, new DatabaseException("the replica failed", e));
        }
    }

    @Override
    public <R> R alone(Connection connection, ReturningWork<R> statement) throws SQLException {
        R result;
        try {
            result = once(connection, statement);
        } catch (SQLException e) {
            if (!IN_CONFLICT.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            // PostgreSQL has undone it in favour of another, and leaves it to us to begin it again.
            pool.limit(connection);
            result = once(connection, statement);
        }
        pool.answered();
        return result;
    }

    private <R> R once(Connection connection, ReturningWork<R> statement) throws SQLException {
        return replica.isPresent() || hasItsOwnLimits()
                ? transaction(connection, statement)
                : statement.execute(connection);
    }

    @Override
    public void lockTenants(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table tenant in share row exclusive mode");
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        pool.limitAtAnyRate(connection);
        if (replica.isPresent()) {
            replica.get().commit(connection);
        } else {
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public Optional<DatabaseUnavailableException.Reason> reason(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (failure instanceof SQLTransientConnectionException) {
            return Optional.of(DatabaseUnavailableException.Reason.AWAY);
        }
        return switch (state) {
            case QUERY_CANCELED -> Optional.of(DatabaseUnavailableException.Reason.TOO_SLOW);
            case LOCK_NOT_AVAILABLE -> Optional.of(DatabaseUnavailableException.Reason.BUSY);
            case DISK_FULL -> Optional.of(DatabaseUnavailableException.Reason.FULL);
            case OutdatedSessions.READ_ONLY -> Optional.of(DatabaseUnavailableException.Reason.READ_ONLY);
            case SERIALIZATION_FAILURE, DEADLOCK -> Optional.of(DatabaseUnavailableException.Reason.BUSY);
            case OutdatedSessions.NO_RIGHT, OutdatedSessions.NO_TABLE, OutdatedSessions.NO_SCHEMA ->
                Optional.of(DatabaseUnavailableException.Reason.UNUSABLE);
            default -> reasonOfClass(state);
        };
    }

    private static Optional<DatabaseUnavailableException.Reason> reasonOfClass(String state) {
        if (DAMAGE.contains(state)) {
            return Optional.of(DatabaseUnavailableException.Reason.DAMAGED);
        }
        return state.length() == 5 && AWAY.contains(state.substring(0, 2))
                ? Optional.of(DatabaseUnavailableException.Reason.AWAY)
                : Optional.empty();
    }

    @Override
    public String importedAtOnce(TenantName tenant) {
        return tenant.value();
    }

    @Override
    public Optional<ImportLock> lockImports(Connection connection, long tenantId) throws SQLException {
        if (pooledByTransactions) {
            throw new DatabaseException(
                    "an import needs a session of its own, which a pooler by transactions does not give:"
                            + " name PostgreSQL itself in the URL, and leave out prepareThreshold=0");
        }
        return lock(connection, "select pg_try_advisory_lock(?)", tenantId)
                ? Optional.of(() -> lock(connection, "select pg_advisory_unlock(?)", tenantId))
                : Optional.empty();
    }

    private static boolean lock(Connection connection, String sql, long tenantId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, IMPORT_LOCK ^ tenantId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public void close() {
        replica.ifPresent(ReadReplica::close);
        pool.close();
    }
}
