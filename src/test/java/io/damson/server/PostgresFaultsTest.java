package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.store.DatabaseConfiguration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a real PostgreSQL that runs: each is a 503 in time that names it, and is over when it is over. */
class PostgresFaultsTest {
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(4);

    /** The wait for other requests of the tenant, and for the lock. */
    private static final Duration LOCKED = Duration.ofSeconds(3);

    /** PostgreSQL does not end a statement, since it has come to a stand. */
    private static final Duration STANDSTILL = QUERY_TIMEOUT.plusSeconds(2);

    private static final int MAX_CONNECTIONS = 40;

    private static final String END_SESSIONS =
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'faults'";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres postgres;

    private MonitoredServer server;
    private DatabaseFaults faults;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .setServerConfig("max_connections", String.valueOf(MAX_CONNECTIONS))
                .start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void start() throws Exception {
        execute("drop database if exists faults with (force)", "create database faults");
        server = new MonitoredServer(
                new DatabaseConfiguration(url("faults"), null, null).withQueryTimeout(QUERY_TIMEOUT), Optional.empty());
        faults = new DatabaseFaults(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String url(String database) {
        return postgres.getJdbcUrl("postgres", database);
    }

    private static void execute(String... statements) throws SQLException {
        executeIn("postgres", statements);
    }

    private static void executeIn(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aReadOnlyDatabaseIsReadAndItsDeletesAre503s() throws Exception {
        execute("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            // The day on which the key was used cannot be noted.
            awaitReadOnly("on");
            faults.onlyDeletesFail("read-only");
        } finally {
            execute(
                    "set default_transaction_read_only = off",
                    "alter system reset default_transaction_read_only",
                    "select pg_reload_conf()");
        }
        faults.isRightAgain();
    }

    /** What a session begins with stays, though its role or its database was given back what it had. */
    @ParameterizedTest
    @ValueSource(strings = {"database faults", "role postgres in database faults"})
    void sessionsThatWereBegunReadOnlyDoNotOutlastThat(String whose) throws Exception {
        execute("alter " + whose + " set default_transaction_read_only = on", END_SESSIONS);
        faults.isReadAgain();
        faults.onlyDeletesFail("read-only");
        execute("alter " + whose + " reset default_transaction_read_only");
        faults.isRightAgain();
    }

    /** On a standby, each login may first try a primary that is silent. */
    @Test
    void sessionsThatCannotBeBetterAreKept() throws Exception {
        execute("alter database faults set default_transaction_read_only = on", END_SESSIONS);
        faults.isReadAgain();
        String sessions;
        do {
            faults.onlyDeletesFail("read-only");
            sessions = sessions();
        } while (sessions.isEmpty());
        for (long end = System.nanoTime() + SOON.toNanos(); System.nanoTime() < end; ) {
            faults.onlyDeletesFail("read-only");
        }
        assertThat(sessions()).startsWith(sessions);
        execute("alter database faults reset default_transaction_read_only");
        faults.isRightAgain();
    }

    /** Those that have lasted for a moment, in the order in which they began. */
    private static String sessions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select coalesce(string_agg(pid::text, ' ' order by backend_start, pid), '')"
                                + " from pg_stat_activity where datname = 'faults' and backend_start < now() - interval '0.5 s'")) {
            row.next();
            return row.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alter table image rename to elsewhere | alter table elsewhere rename to image",
                "alter table api_key rename to elsewhere | alter table elsewhere rename to api_key",
                "alter schema public rename to elsewhere | alter schema elsewhere rename to public",
                "alter database faults set search_path = nowhere | alter database faults reset search_path"
            })
    void aTableThatIsNotThereIsA503(String fault, String remedy) throws Exception {
        executeIn("faults", fault);
        execute(END_SESSIONS);
        faults.allFailWithin(SOON, "cannot be used as it is|cannot be reached|more requests");
        faults.awaitNotReady("cannot be used as it is");
        faults.allFailWithin(SOON, "cannot be used as it is|more requests");
        executeIn("faults", remedy);
        faults.isRightAgain();
    }

    @Test
    void rightsThatAreRevokedAreA503() throws Exception {
        startAsClerk();
        executeIn("faults", "revoke all on image from clerk");
        faults.allFailWithin(SOON, "cannot be used as it is|more requests");
        assertThat(faults.whyNotReady()).contains("cannot be used as it is");
        executeIn("faults", "grant all on image to clerk");
        faults.isRightAgain();
    }

    /** In the place of the server of a superuser, whom no such limit binds. */
    private void startAsClerk() throws Exception {
        server.close();
        execute(
                "drop database faults with (force)",
                "drop role if exists clerk",
                "create role clerk login",
                "create database faults owner clerk");
        server = new MonitoredServer(
                new DatabaseConfiguration(postgres.getJdbcUrl("clerk", "faults"), null, null)
                        .withQueryTimeout(QUERY_TIMEOUT),
                Optional.empty());
        faults = new DatabaseFaults(server);
    }

    @ParameterizedTest
    @CsvSource({"connection limit 0, connection limit -1", "nologin, login"})
    void aRoleThatMayNotBeginSessionsIsA503(String fault, String remedy) throws Exception {
        startAsClerk();
        execute("alter role clerk " + fault, END_SESSIONS);
        faults.allFailWithin(SOON, "cannot be reached|more requests");
        faults.awaitNotReady("cannot be reached");
        execute("alter role clerk " + remedy);
        faults.isRightAgain();
    }

    @Test
    void aDatabaseOfAnotherNameIsA503() throws Exception {
        // Or the server would have begun sessions again before it is renamed.
        execute(
                "alter database faults with allow_connections false",
                END_SESSIONS,
                "alter database faults rename to elsewhere");
        try {
            faults.allFailWithin(SOON, "cannot be reached|more requests");
            faults.awaitNotReady("cannot be reached");
        } finally {
            execute("alter database elsewhere rename to faults", "alter database faults with allow_connections true");
        }
        faults.isRightAgain();
    }

    @Test
    void aDamagedTableIsA503() throws Exception {
        executeIn(
                "faults",
                "create function broken() returns trigger language plpgsql as $$ begin raise 'invalid page in block 0'"
                        + " using errcode = 'XX001'; end $$",
                "create trigger broken before delete on image for each statement execute function broken()");
        faults.onlyDeletesFail("damaged");
        executeIn("faults", "drop function broken() cascade");
        faults.isRightAgain();
    }

    private static void awaitReadOnly(String wanted) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            String now;
            do {
                try (var row = statement.executeQuery("show default_transaction_read_only")) {
                    row.next();
                    now = row.getString(1);
                }
            } while (!now.equals(wanted));
        }
    }

    @Test
    void aLockedTableIsA503AndTheServerIsNotReady() throws Exception {
        try (Connection connection = DriverManager.getConnection(url("faults"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table image in access exclusive mode");
            faults.allFailWithin(LOCKED, "writing to the database|more requests|took longer");
            assertThat(faults.whyNotReady()).contains("the database has not answered within 900 ms");
            connection.rollback();
        }
        faults.isRightAgain();
    }

    @Test
    void withoutAConnectionToBeHadEachIsA503() throws Exception {
        List<Connection> eaten = new ArrayList<>();
        try (Connection superuser = DriverManager.getConnection(url("postgres"));
                Statement statement = superuser.createStatement()) {
            while (eaten.size() < MAX_CONNECTIONS) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'faults'");
                try {
                    eaten.add(DriverManager.getConnection(url("postgres")));
                } catch (SQLException e) {
                    if (eaten.size() >= MAX_CONNECTIONS - 1) {
                        break;
                    }
                }
            }
            faults.allFailWithin(SOON, "cannot be reached|more requests|took longer");
            assertThat(faults.whyNotReady()).contains("atabase");
        } finally {
            for (Connection connection : eaten) {
                connection.close();
            }
        }
        faults.isRightAgain();
    }

    @Test
    void aPausedDatabaseIsA503WhenItHasLastedTooLong() throws Exception {
        signal("-STOP");
        try {
            faults.allFailWithin(STANDSTILL, "cannot be reached|more requests|took longer");
            faults.allFailWithin(SOON, "cannot be reached|more requests|took longer");
            assertThat(faults.whyNotReady()).contains("atabase");
        } finally {
            signal("-CONT");
        }
        faults.isRightAgain();
    }

    /** The connections that are idle are not tried one by one by as many requests. */
    @Test
    void aPausedDatabaseIsWaitedForByTheFirstRequestAlone() throws Exception {
        faults.isReadAgain(); // by all workers at once, each with a connection
        awaitIdleSessions(Duration.ofMillis(600)); // which is tried before it is used once more
        signal("-STOP");
        try {
            faults.allButTheFirstFailAtOnce(STANDSTILL, "cannot be reached");
        } finally {
            signal("-CONT");
        }
        faults.isRightAgain();
    }

    private static void awaitIdleSessions(Duration time) throws SQLException {
        boolean idle = false;
        while (!idle) {
            try (Connection connection = DriverManager.getConnection(url("postgres"));
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) > 4 and max(state_change) < now() - interval '"
                            + time.toMillis() + " ms' from pg_stat_activity where datname = 'faults'")) {
                idle = row.next() && row.getBoolean(1);
            }
        }
    }

    @Test
    void aDatabasePausedAmidRequestsIsA503InTime() throws Exception {
        // Connections that were used just now are not tried before the next use: it is the statements that hang.
        server.api("GET", "/images(a)", "X-API-KEY", MonitoredServer.KEY);
        signal("-STOP");
        try {
            faults.allFailWithin(STANDSTILL, "cannot be reached|more requests|took longer");
        } finally {
            signal("-CONT");
        }
        faults.isRightAgain();
    }

    /** To PostgreSQL, and then to its processes: once it has stopped, it starts no more of them. */
    private static void signal(String signal) throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(0));
        kill(signal, Stream.of(pid));
        kill(signal, ProcessHandle.of(pid).orElseThrow().children().map(ProcessHandle::pid));
    }

    /** Sends the signal, and returns when each process has it: those that stop have stopped. */
    private static void kill(String signal, Stream<Long> pids) throws IOException, InterruptedException {
        List<Long> all = pids.toList();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        all.forEach(pid -> command.add(String.valueOf(pid)));
        new ProcessBuilder(command).start().waitFor();
        for (long pid : all) {
            Await.until(() -> !signal.equals("-STOP") || hasStopped(pid));
        }
    }

    /** By the state in {@code /proc}, which follows the name in parentheses. */
    private static boolean hasStopped(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // One that has ended stays a zombie while its parent, which would take note of it, has stopped.
            return "TZX".indexOf(line.charAt(line.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return true; // it has ended, or this system has no such folder
        }
    }
}
