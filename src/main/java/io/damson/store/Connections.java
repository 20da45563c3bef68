package io.damson.store;

import com.zaxxer.hikari.HikariDataSource;
import io.damson.tenant.TenantName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.jdbc.ReturningWork;

/** How a database is reached, and how its transactions, limits and failures are told from those of the other. Thread-safe. */
sealed interface Connections extends AutoCloseable permits SqliteConnections, PostgresConnections {
    /**
     * The connections to a database, whose schema is brought to the newest version.
     *
     * @throws DatabaseException if it cannot be opened, with the reason and what to do
     */
    static Connections open(DatabaseConfiguration configuration) {
        return configuration.isPostgres()
                ? PostgresConnections.open(configuration)
                : SqliteConnections.open(configuration);
    }

    Dialect dialect();

    /** The class name of Hibernate's dialect; empty where Hibernate finds it. */
    Optional<String> hibernateDialect();

    /** A pool. Its connections commit each statement by itself. */
    DataSource dataSource();

    /** That pool, and that of the replicas where there is one. */
    List<HikariDataSource> pools();

    /** Does work in which no statement may last longer than the configured limit. */
    <R> R limited(Supplier<R> work);

    /**
     * Does work that writes, when it is its turn.
     *
     * @throws DatabaseUnavailableException if its turn does not come soon enough
     */
    <R> R writing(Supplier<R> work);

    /** Begins a transaction that sees the database as it is at one moment. */
    void beginReading(Connection connection) throws SQLException;

    /** Begins a transaction that will write. */
    void beginWriting(Connection connection) throws SQLException;

    /** Reads by one statement. */
    default <R> R reading(Connection connection, ReturningWork<R> statement) throws SQLException {
        return statement.execute(connection);
    }

    /** Reads by one statement from a replica that has all acknowledged changes; empty where there is none now. */
    default <R> Optional<R> fromReplica(ReturningWork<R> statement) {
        return Optional.empty();
    }

    /** Writes by one statement, which is a transaction by itself. */
    <R> R alone(Connection connection, ReturningWork<R> statement) throws SQLException;

    /** Does work in one transaction that writes, wholly or not at all. */
    default <R> R transaction(Connection connection, ReturningWork<R> work) throws SQLException {
        beginWriting(connection);
        try {
            R result = work.execute(connection);
            commit(connection);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                rollback(connection);
            } catch (SQLException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    /** In a transaction that will write, lets no other make, change or remove tenants until it ends. */
    void lockTenants(Connection connection) throws SQLException;

    /** Ends a transaction, so that what it wrote stays. */
    void commit(Connection connection) throws SQLException;

    /** Ends a transaction, if there is one, as if it had never been. */
    void rollback(Connection connection) throws SQLException;

    /** Why a statement failed, where the same may well work later. */
    Optional<DatabaseUnavailableException.Reason> reason(SQLException failure);

    /** What one import at a time goes into: the tenant, or the database. */
    String importedAtOnce(TenantName tenant);

    /** Whether nothing more is to be done with the database once it was found damaged, until the process is started anew. */
    default boolean isOverWhenDamaged() {
        return false;
    }

    /**
     * Keeps other imports into the tenant away until it is closed, or into all of the database.
     *
     * @return empty where there is one
     */
    Optional<ImportLock> lockImports(Connection connection, long tenantId) throws SQLException;

    /** Held by an import; to be closed while its connection is open. */
    interface ImportLock {
        /** Lets other imports in. */
        void release() throws SQLException;
    }

    /** Closes all connections. */
    @Override
    void close();
}
