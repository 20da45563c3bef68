package io.damson.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Which database, and how it is reached.
 *
 * @param url a JDBC URL of SQLite, which names a file, or of PostgreSQL
 * @param user null where the URL or the database needs none
 * @param password null where none is needed
 * @param queryTimeout how long a statement of a request may last; empty for no limit
 * @param readUrl a JDBC URL of the synchronous replicas that images are read from; empty for none
 * @param parallel how many requests are served at once, 1 or more: there is a connection for each, and two more
 */
public record DatabaseConfiguration(
        String url,
        @Nullable String user,
        @Nullable String password,
        Optional<Duration> queryTimeout,
        Optional<String> readUrl,
        int parallel) {
    /** Where a server keeps its data by default. */
    public static final String DEFAULT_URL = "jdbc:sqlite:./damson-data/damson.db";

    /** How long a statement of a request may last by default. */
    public static final Duration DEFAULT_QUERY_TIMEOUT = Duration.ofSeconds(10);

    static final String SQLITE = "jdbc:sqlite:";

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final Duration LOCK_TIMEOUT_OF_A_SERVER = Duration.ofSeconds(1);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if the URL is for another database, or is no path behind {@code jdbc:sqlite:} */
    public DatabaseConfiguration {
        if (url.startsWith("jdbc:h2:")) {
            throw new IllegalArgumentException("H2 is no longer supported: use " + DEFAULT_URL
                    + ", and import again what was exported by the version that wrote the H2 file");
        }
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException("the database URL has to start with " + SQLITE + " or " + POSTGRES
                    + ", as in " + DEFAULT_URL + " or jdbc:postgresql://localhost/damson");
        }
        if (url.startsWith(SQLITE)) {
            requireFile(url.substring(SQLITE.length()));
        }
        if (url.startsWith(POSTGRES)) {
            requirePostgres(url);
        }
        readUrl.filter(replicas -> replicas.startsWith(POSTGRES)).ifPresent(DatabaseConfiguration::requirePostgres);
        if (readUrl.isPresent() && !(url.startsWith(POSTGRES) && readUrl.get().startsWith(POSTGRES))) {
            throw new IllegalArgumentException(
                    "only PostgreSQL has replicas to read from: both database URLs have to start with " + POSTGRES);
        }
    }

    /** Without a limit for statements. */
    public DatabaseConfiguration(String url, @Nullable String user, @Nullable String password) {
        this(url, user, password, Optional.empty(), Optional.empty(), Database.PARALLEL);
    }

    /** What the driver cannot read, such as a port that there is not, it would pass over. */
    private static void requirePostgres(String url) {
        if (Driver.parseURL(url, null) == null) {
            throw new IllegalArgumentException("the database URL has to be like jdbc:postgresql://HOST:PORT/DATABASE,"
                    + " with a port from 1 to 65535");
        }
    }

    private static void requireFile(String path) {
        if (path.startsWith(":") || path.startsWith("file:") || path.contains("?")) {
            throw new IllegalArgumentException(
                    "after " + SQLITE + " stands the path of a file and nothing else, as in " + DEFAULT_URL);
        }
        try {
            var unused = Path.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the database URL names no file that can be: " + e.getMessage(), e);
        }
    }

    /** A new database that nobody else sees and that is gone when it is closed. */
    public static DatabaseConfiguration temporary() {
        return new DatabaseConfiguration(SQLITE, null, null);
    }

    /** The same with a limit for statements, as a server needs it. */
    public DatabaseConfiguration withQueryTimeout(Duration limit) {
        return new DatabaseConfiguration(url, user, password, Optional.of(limit), readUrl, parallel);
    }

    /** The same with images read from replicas; null for none. */
    public DatabaseConfiguration withReadUrl(@Nullable String replicas) {
        return new DatabaseConfiguration(url, user, password, queryTimeout, Optional.ofNullable(replicas), parallel);
    }

    /** The same for so many requests at once. */
    public DatabaseConfiguration withParallel(int requests) {
        return new DatabaseConfiguration(url, user, password, queryTimeout, readUrl, requests);
    }

    /** Whether it is gone when it is closed. SQLite's own sign of that is an empty name. */
    public boolean isTemporary() {
        return url.equals(SQLITE);
    }

    /** Whether it is an SQLite file that is not there, or has nothing in it yet. */
    public boolean isMissing() {
        if (isPostgres() || isTemporary()) {
            return false;
        }
        Path file = Path.of(path());
        return Files.notExists(file)
                || Files.isRegularFile(file) && file.toFile().length() == 0;
    }

    /** The path of an SQLite file. */
    String path() {
        return url.substring(SQLITE.length());
    }

    /** Whether it is PostgreSQL; otherwise it is SQLite. */
    public boolean isPostgres() {
        return url.startsWith(POSTGRES);
    }

    /** Whether a pooler such as PgBouncer gives connections for one transaction each, as users of it tell the driver. */
    boolean isPooledByTransactions() {
        return url.matches(".*[?&]prepareThreshold=0(&.*)?");
    }

    /** Whether a server serves it, to which it is not new. */
    boolean isOfServer() {
        return queryTimeout.isPresent() && !isTemporary();
    }

    /** How long to wait for what others hold. A server's client is told soon; a command, and who has no competitor, can wait. */
    Duration lockTimeout() {
        return isOfServer() ? LOCK_TIMEOUT_OF_A_SERVER : LOCK_TIMEOUT;
    }

    /** Says where, without the password, also where the URL itself holds one. */
    @Override
    public String toString() {
        return isTemporary() ? "a temporary database" : url.replaceAll("(?i)(password=)[^;&]*", "$1…");
    }
}
