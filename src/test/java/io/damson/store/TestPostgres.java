package io.damson.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one of Maven Central's that is started with the first test that needs it, or the one that the system
 * property {@code damson.test.postgres} names by the JDBC URL of a superuser.
 */
public final class TestPostgres {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestPostgres() {}

    private static final class Server {
        static final String URL = start();

        private static String start() {
            String given = System.getProperty("damson.test.postgres", "");
            if (!given.isEmpty()) {
                return given;
            }
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setLocaleConfig("encoding", "UTF8")
                        .start()
                        .getJdbcUrl("postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The JDBC URL of a new, empty database of that encoding. */
    public static String newDatabase(String encoding) {
        String name = "damson_test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(Server.URL);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " encoding '" + encoding
                    + "' template template0 lc_collate 'C' lc_ctype 'C'");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a database", e);
        }
        return Server.URL.replaceFirst("/postgres(?=\\?|$)", "/" + name);
    }

    /** A new, empty database. */
    public static DatabaseConfiguration newDatabase() {
        return new DatabaseConfiguration(newDatabase("UTF8"), null, null);
    }
}
