package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
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
    private static final int MAX_CONNECTIONS = 10;

    private final HikariDataSource dataSource;
    private final SessionFactory sessions;

    private Database(HikariDataSource dataSource, SessionFactory sessions) {
        this.dataSource = dataSource;
        this.sessions = sessions;
    }

    /** Opens the database and brings its schema to the newest version. */
    public static Database open(DatabaseConfiguration configuration) {
        HikariDataSource dataSource = dataSource(configuration);
        try {
            migrate(dataSource, configuration);
            return new Database(dataSource, sessionFactory(dataSource));
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
        return new HikariDataSource(pool);
    }

    private static void migrate(HikariDataSource dataSource, DatabaseConfiguration configuration) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration/" + (configuration.isH2() ? "h2" : "postgresql"))
                .load()
                .migrate();
    }

    private static SessionFactory sessionFactory(HikariDataSource dataSource) {
        return new HibernatePersistenceConfiguration("damson")
                .managedClasses(TenantRow.class, ApiKeyRow.class, ImageRow.class)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
                .property(
                        AvailableSettings.PHYSICAL_NAMING_STRATEGY, PhysicalNamingStrategySnakeCaseImpl.class.getName())
                .property(AvailableSettings.HBM2DDL_AUTO, "validate")
                .property(AvailableSettings.JAVA_TIME_USE_DIRECT_JDBC, true)
                .property(AvailableSettings.IN_CLAUSE_PARAMETER_PADDING, true)
                .property(AvailableSettings.XML_MAPPING_ENABLED, false)
                .createEntityManagerFactory();
    }

    /** Asks one question, on an autocommit connection. */
    <R> R read(Function<StatelessSession, R> question) {
        try (StatelessSession session = sessions.openStatelessSession()) {
            return question.apply(session);
        }
    }

    /** Does some work in one transaction, wholly or not at all. */
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
        }
    }

    /** Closes all connections. What was acknowledged is on disk already. */
    @Override
    public void close() {
        sessions.close();
        if (dataSource.getJdbcUrl().startsWith("jdbc:h2:")) {
            closeWithLastConnection();
        }
        dataSource.close();
    }

    /** H2 keeps a database open without connections, so that it outlives an idle pool, until it is told not to. */
    private void closeWithLastConnection() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set db_close_delay 0");
        } catch (SQLException e) {
            LOG.warn("The database was not closed in order; it will recover when it is opened again", e);
        }
    }
}
