package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.resource.jdbc.spi.PhysicalConnectionHandlingMode;

/** A database with our schema in it, open until it is closed. Thread-safe. */
public final class Database implements AutoCloseable {
    /** How many requests are served at once by default: a server has so many workers, and a connection for each. */
    public static final int PARALLEL = Math.min(64, 4 * Runtime.getRuntime().availableProcessors());

    /** Notes are written and readiness is found out beside the requests: whoever waits for a connection waits for the database. */
    private static final int MORE_CONNECTIONS = 2;

    /** How long work waits for a connection; a client is told within two seconds that the database is away. */
    private static final int CONNECTION_MILLIS = 1200;

    /** Reads something small of each table. */
    static final String CHECK = "select 1 from tenant where id = 0 union all select 1 from api_key where id = 0"
            + " union all select 1 from image where tenant_id = 0";

    private static final int VALIDATION_MILLIS = 500;
    private static final int MAX_WAITING_NOTES = 1_000;

    private final int parallel;
    private final Connections connections;
    private final CompletableFuture<SessionFactory> sessions;
    private final ExecutorService notes;

    /** What requests met that will not pass. */
    private volatile Optional<DatabaseUnavailableException> damage = Optional.empty();

    /** @param isNew whether the schema was made just now, so that it need not be compared with the mapping */
    private Database(int parallel, Connections connections, boolean isNew) {
        this.parallel = parallel;
        this.connections = connections;
        this.sessions = CompletableFuture.supplyAsync(() -> sessionFactory(connections, isNew), Database::inThread);
        this.notes = notes();
    }

    /**
     * Opens the database and brings its schema to the newest version. An SQLite file that is not there is made.
     *
     * @throws DatabaseException if it cannot be opened, with the reason and what to do
     */
    public static Database open(DatabaseConfiguration configuration) {
        Connections connections = Connections.open(configuration);
        try {
            Database database = new Database(configuration.parallel(), connections, configuration.isTemporary());
            if (!configuration.isTemporary()) {
                database.sessions(); // a schema that does not fit is told now
            }
            return database;
        } catch (RuntimeException e) {
            connections.close();
            throw e instanceof DatabaseException ? e : OpeningFailure.of(configuration, e);
        }
    }

    /** How many connections a database of that configuration has at most. */
    static int maxConnections(DatabaseConfiguration configuration) {
        return configuration.parallel() + MORE_CONNECTIONS;
    }

    /** How many requests it serves at once: it has a connection for each. */
    public int parallel() {
        return parallel;
    }

    /** What all pools have in common. */
    static HikariConfig pool(DatabaseConfiguration configuration) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("damson");
        pool.setMaximumPoolSize(maxConnections(configuration));
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        pool.setValidationTimeout(VALIDATION_MILLIS);
        return pool;
    }

    /** Hibernate starts while others do: with the mock's two cores a third of its start goes by beside the rest. */
    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "damson-hibernate");
        thread.setDaemon(true);
        thread.start();
    }

    private SessionFactory sessions() {
        try {
            return sessions.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private static SessionFactory sessionFactory(Connections connections, boolean isNew) {
        StandardServiceRegistryBuilder settings = new StandardServiceRegistryBuilder()
                // Three classes of entities, of which rows are read one by one, need no code made for them at each
                // start.
                .addService(BytecodeProvider.class, new BytecodeProviderImpl())
                .applySetting(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, connections.dataSource())
                .applySetting(
                        AvailableSettings.PHYSICAL_NAMING_STRATEGY, PhysicalNamingStrategySnakeCaseImpl.class.getName())
                .applySetting(AvailableSettings.HBM2DDL_AUTO, isNew ? "none" : "validate")
                .applySetting(AvailableSettings.ALLOW_METADATA_ON_BOOT, !isNew)
                .applySetting(AvailableSettings.JAVA_TIME_USE_DIRECT_JDBC, true)
                // Transactions are begun and ended by Connections.
                .applySetting(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, true)
                .applySetting(
                        AvailableSettings.CONNECTION_HANDLING,
                        PhysicalConnectionHandlingMode.DELAYED_ACQUISITION_AND_HOLD)
                .applySetting(AvailableSettings.XML_MAPPING_ENABLED, false);
        connections.hibernateDialect().ifPresent(name -> settings.applySetting(AvailableSettings.DIALECT, name));
        return new MetadataSources(settings.build())
                .addAnnotatedClasses(TenantRow.class, ApiKeyRow.class, ImageRow.class)
                .buildMetadata()
                .buildSessionFactory();
    }

    /** What is dropped when there is too much of it, and waited for by nobody. */
    private static ExecutorService notes() {
        return new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING_NOTES),
                work -> {
                    Thread thread = new Thread(work, "damson-notes");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.AbortPolicy());
    }

    Dialect dialect() {
        return connections.dialect();
    }

    Connections connections() {
        return connections;
    }

    /**
     * Reads by one statement of Hibernate's.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R read(Function<StatelessSession, R> query) {
        return connections.limited(() -> session(session ->
                session.doReturningWork(connection -> connections.reading(connection, same -> query.apply(session)))));
    }

    private <R> R session(Function<StatelessSession, R> work) {
        try (StatelessSession session = sessions().openStatelessSession()) {
            return work.apply(session);
        } catch (RuntimeException e) {
            RuntimeException failure = DatabaseUnavailableException.orItself(connections, e);
            if (failure instanceof DatabaseUnavailableException unavailable
                    && unavailable.reason() == DatabaseUnavailableException.Reason.DAMAGED
                    && connections.isOverWhenDamaged()) {
                damage = Optional.of(unavailable);
            }
            throw failure;
        }
    }

    /**
     * Reads by one statement of our own.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R select(ReturningWork<R> statement) {
        return limited(connection -> connections.reading(connection, statement));
    }

    private <R> R limited(ReturningWork<R> work) {
        return connections.limited(() -> session(session -> session.doReturningWork(work)));
    }

    /**
     * Reads by one statement of our own, from a replica where there is one.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R selectFromReplica(ReturningWork<R> statement) {
        return connections.fromReplica(statement).orElseGet(() -> select(statement));
    }

    /**
     * Writes by statements of our own in one transaction, wholly or not at all, which may last as long as it needs.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R change(ReturningWork<R> work) {
        return connections.writing(() ->
                session(session -> session.doReturningWork(connection -> connections.transaction(connection, work))));
    }

    /**
     * Writes by one statement, which is a transaction by itself.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R changeOnce(ReturningWork<R> statement) {
        return connections.writing(() -> limited(connection -> connections.alone(connection, statement)));
    }

    /** Reads in one transaction, which may last as long as it wants: all of it sees the same moment. */
    <R> R snapshot(ReturningWork<R> work) {
        return session(session -> session.doReturningWork(connection -> {
            connections.beginReading(connection);
            try {
                return work.execute(connection);
            } finally {
                connections.rollback(connection);
            }
        }));
    }

    /**
     * Does some work in one transaction, wholly or not at all, which may last as long as it needs.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R write(Function<StatelessSession, R> work) {
        return connections.writing(() -> session(session -> session.doReturningWork(
                connection -> connections.transaction(connection, same -> work.apply(session)))));
    }

    /**
     * The same beside nobody who makes, changes or removes tenants.
     *
     * @throws DatabaseUnavailableException if the database cannot do it now
     */
    <R> R writeTenants(Function<StatelessSession, R> work) {
        return write(session -> {
            session.doWork(connections::lockTenants);
            return work.apply(session);
        });
    }

    /**
     * Reads something small, as a request would.
     *
     * @throws DatabaseUnavailableException if requests cannot be answered now, or one found damage that stays
     */
    public void check() {
        damage.ifPresent(found -> {
            throw found;
        });
        select(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(CHECK)) {
                return row.next();
            }
        });
    }

    /** Has the use of connections measured: those in use, idle and waited for, and how long they are waited for and used. */
    public void measure(MeterRegistry registry) {
        connections.pools().forEach(pool -> pool.setMetricRegistry(registry));
    }

    /** Does small work some time later, if there is not too much of it; whether it will be done. */
    boolean note(Runnable work) {
        try {
            notes.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** A connection of the pool, without a limit for its statements; the caller gives it back by closing it. */
    Connection connection() {
        try {
            return connections.dataSource().getConnection();
        } catch (SQLException e) {
            throw new DatabaseException("the database gives no connection: " + e.getMessage(), e);
        }
    }

    /** Closes all connections. What was acknowledged is on disk already. */
    @Override
    public void close() {
        notes.shutdown();
        try {
            notes.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            if (!sessions.isCompletedExceptionally()) {
                sessions().close();
            }
        } finally {
            connections.close();
        }
    }
}
