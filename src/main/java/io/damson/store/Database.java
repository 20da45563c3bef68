package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database with our schema in it, open until it is closed. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    /** More than a server has workers: whoever waits for a connection waits for the database. */
    static final int MAX_CONNECTIONS = 10;

    /** How long a question waits for a connection; a client is told within two seconds that the database is away. */
    private static final int CONNECTION_MILLIS = 1500;

    private static final int VALIDATION_MILLIS = 500;
    /** As many shapes of queries as applications have; a client that sends endless shapes fills no more. */
    static final int MAX_CACHED_PLANS = 256;

    private final HikariDataSource dataSource;
    private final SessionFactory sessions;
    private final Optional<FileHolder> holder;

    private Database(HikariDataSource dataSource, SessionFactory sessions, Optional<FileHolder> holder) {
        this.dataSource = dataSource;
        this.sessions = sessions;
        this.holder = holder;
    }

    /**
     * Opens the database and brings its schema to the newest version.
     *
     * @throws DatabaseException if it cannot be opened, with the reason and what to do
     */
    public static Database open(DatabaseConfiguration configuration) {
        HikariDataSource dataSource = dataSource(configuration);
        try {
            if (!configuration.isH2()) {
                requireUtf8(dataSource);
            }
            Schema.migrate(dataSource, configuration.isH2() ? "h2" : "postgresql");
            Database database =
                    new Database(dataSource, sessionFactory(dataSource), FileHolder.of(configuration.url()));
            database.noteHolder();
            return database;
        } catch (RuntimeException e) {
            dataSource.close();
            throw e;
        }
    }

    private static HikariDataSource dataSource(DatabaseConfiguration configuration) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("damson");
        pool.setJdbcUrl(configuration.effectiveUrl());
        pool.setUsername(configuration.user());
        pool.setPassword(configuration.password());
        pool.setMaximumPoolSize(MAX_CONNECTIONS);
        pool.setConnectionTimeout(CONNECTION_MILLIS);
        pool.setValidationTimeout(VALIDATION_MILLIS);
        if (!configuration.isH2()) {
            // In seconds; the URL may say otherwise. Without them a network that swallows packets holds a thread for
            // ever.
            pool.addDataSourceProperty("connectTimeout", "5");
            pool.addDataSourceProperty("loginTimeout", "10");
            pool.addDataSourceProperty("socketTimeout", "300");
            pool.addDataSourceProperty("tcpKeepAlive", "true");
            // An import's inserts go over the wire many at a time.
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            // A plan made for all constants is a bad one for filters: a common needle scans best, a rare one wants an
            // index.
            pool.setConnectionInitSql("set plan_cache_mode = force_custom_plan");
        }
        try {
            return new HikariDataSource(pool);
        } catch (HikariPool.PoolInitializationException e) {
            throw OpeningFailure.of(configuration, e);
        }
    }

    private static void requireUtf8(HikariDataSource dataSource) {
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
            throw new DatabaseException("cannot ask the database for its encoding: " + e.getMessage(), e);
        }
    }

    private void noteHolder() {
        if (holder.isPresent()) {
            try {
                holder.get().write();
            } catch (IOException e) {
                LOG.warn("No note beside the database file says who has it open: {}", e.getMessage());
            }
        }
    }

    private static SessionFactory sessionFactory(HikariDataSource dataSource) {
        return new HibernatePersistenceConfiguration("damson")
                .managedClasses(TenantRow.class, ApiKeyRow.class, ImageRow.class)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
                .property(
                        AvailableSettings.PHYSICAL_NAMING_STRATEGY, PhysicalNamingStrategySnakeCaseImpl.class.getName())
                .property(AvailableSettings.HBM2DDL_AUTO, "validate")
                .property(AvailableSettings.JAVA_TIME_USE_DIRECT_JDBC, true)
                .property(AvailableSettings.QUERY_PLAN_CACHE_MAX_SIZE, MAX_CACHED_PLANS)
                .property(AvailableSettings.XML_MAPPING_ENABLED, false)
                .createEntityManagerFactory();
    }

    /**
     * Asks one question, on an autocommit connection.
     *
     * @throws DatabaseUnavailableException if the database is away
     */
    <R> R read(Function<StatelessSession, R> question) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            return question.apply(session);
        } catch (RuntimeException e) {
            throw DatabaseUnavailableException.orItself(e);
        }
    }

    /** A connection of the pool, for statements that are not about objects; the caller gives it back by closing it. */
    Connection connection() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new DatabaseException("the database gives no connection: " + e.getMessage(), e);
        }
    }

    boolean isPostgres() {
        return !dataSource.getJdbcUrl().startsWith("jdbc:h2:");
    }

    /**
     * Does some work in one transaction, wholly or not at all.
     *
     * @throws DatabaseUnavailableException if the database is away
     */
    <R> R write(Function<StatelessSession, R> work) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            Transaction transaction = session.beginTransaction();
            try {
                R result = work.apply(session);
                transaction.commit();
                return result;
            } catch (RuntimeException e) {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
                throw e;
            }
        } catch (RuntimeException e) {
            throw DatabaseUnavailableException.orItself(e);
        }
    }

    /** Closes all connections. What was acknowledged is on disk already. */
    @Override
    public void close() {
        sessions.close();
        dataSource.close();
        if (!isPostgres()) {
            closeWithLastConnection();
        }
        if (holder.isPresent()) {
            try {
                holder.get().delete();
            } catch (IOException e) {
                LOG.warn("The note beside the database file is left behind: {}", e.getMessage());
            }
        }
    }

    /**
     * H2 keeps a database open without connections, so that it outlives an idle pool, until it is told not to. Told by the pool, it
     * would be opened again where the pool is still filling.
     */
    private void closeWithLastConnection() {
        try (Connection connection = DriverManager.getConnection(
                        dataSource.getJdbcUrl(), dataSource.getUsername(), dataSource.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("set db_close_delay 0");
        } catch (SQLException e) {
            LOG.warn("The database was not closed in order; it will recover when it is opened again", e);
        }
    }
}
