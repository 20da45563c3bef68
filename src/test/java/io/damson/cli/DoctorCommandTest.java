package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TestPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code damson doctor} finds, and that each fault has a remedy. */
class DoctorCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path file() {
        return folder.resolve("damson.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file();
    }

    @BeforeEach
    void makeDatabase() {
        assertThat(InThisJvm.run(
                        new StringWriter(), new StringWriter(), "tenant", "add", "shop", "--database-url", url()))
                .isZero();
    }

    private int doctor(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> line = new ArrayList<>(List.of("doctor"));
        line.addAll(List.of(arguments));
        return InThisJvm.run(out, new StringWriter(), line.toArray(String[]::new));
    }

    private void assertFault(String check, String message, String remedy, String... arguments) {
        assertThat(doctor(arguments)).as("%s", out).isEqualTo(1);
        String beginning = "fault     %-8s  ".formatted(check);
        assertThat(out.toString().lines().filter(line -> line.startsWith("fault ")))
                .allMatch(line -> line.startsWith(beginning))
                .anyMatch(line -> line.contains(message) && line.contains(remedy));
        assertThat(out.toString()).endsWith(String.format("not sound%n"));
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aMachineInOrderIsSound() {
        assertThat(doctor("--database-url", url(), "--port", "0")).as("%s", out).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceFirst("^(\\S+) +(\\S+).*", "$1 $2")))
                .containsExactly("ok java", "ok port", "ok data", "ok database", "sound");
        assertThat(out.toString())
                .contains("java      " + Runtime.version(), "mock-data: 3 tenants, 180 images", "SQLite 3.");
    }

    @Test
    void programsReadTheSame() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{");
        assertThat(doctor("--json", "--database-url", url(), "--data", broken.toString(), "--port", "0"))
                .isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("sound").isBoolean()).isTrue();
        assertThat(report.path("sound").asBoolean()).isFalse();
        assertThat(report.path("checks").findValuesAsText("check")).containsExactly("java", "port", "data", "database");
        assertThat(report.path("checks").findValuesAsText("state")).containsExactly("ok", "ok", "fault", "ok");
        assertThat(report.path("checks").get(2).path("message").asText()).contains(broken.toString());
        assertThat(out.toString().strip()).hasLineCount(1);
    }

    @Test
    void aPortInUseIsAFaultWhereItIsNeeded() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());
            assertFault(
                    "port",
                    port + ": the port is in use",
                    "the next free port: --port ",
                    "--port",
                    port,
                    "--database-url",
                    url());
            assertFault(
                    "management-port",
                    port + ": the port is in use",
                    "the next free port: --management-port ",
                    "--management-port",
                    port,
                    "--port",
                    "0",
                    "--database-url",
                    url());
        }
    }

    @Test
    void dataThatCannotBeTakenAreAFault() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{\"reference\":7}]");
        String other = "choose other data with --data";
        for (Path data : List.of(broken, folder.resolve("missing"), Files.createDirectory(folder.resolve("empty")))) {
            assertFault(
                    "data", data.toString(), other, "--data", data.toString(), "--port", "0", "--database-url", url());
        }
    }

    @Test
    void aMissingFileIsAFault() {
        Path missing = folder.resolve("none/damson.db");
        assertFault(
                "database",
                missing.toString(),
                "damson serve --init-tenant NAME",
                "--port",
                "0",
                "--database-url",
                "jdbc:sqlite:" + missing);
        assertThat(missing.getParent()).doesNotExist();
    }

    @Test
    void theFileOfAnotherProgramIsAFault() throws SQLException {
        Path other = folder.resolve("other.db");
        execute("jdbc:sqlite:" + other, "create table t (x)");
        assertFault(
                "database",
                "is the database of another program",
                "name another file",
                "--port",
                "0",
                "--database-url",
                "jdbc:sqlite:" + other);
    }

    @Test
    void aFileThatIsNoDatabaseIsAFault() throws IOException {
        Files.writeString(
                folder.resolve("text.db"), "no database, and longer than the head of one would be: ".repeat(9));
        assertThat(doctor("--port", "0", "--database-url", "jdbc:sqlite:" + folder.resolve("text.db")))
                .isEqualTo(1);
        assertThat(out.toString()).contains("is no SQLite database; name another file");
    }

    @Test
    void aFileThatIsCutOffIsAFault() throws IOException {
        Path cut = folder.resolve("cut.db");
        Files.copy(file(), cut);
        try (RandomAccessFile bytes = new RandomAccessFile(cut.toFile(), "rw")) {
            bytes.setLength(bytes.length() / 2 / 4096 * 4096);
        }
        assertThat(doctor("--port", "0", "--database-url", "jdbc:sqlite:" + cut))
                .isEqualTo(1);
        assertThat(out.toString()).contains("fault     database  ", "estore a backup");
        try (RandomAccessFile bytes = new RandomAccessFile(cut.toFile(), "rw")) {
            bytes.setLength(bytes.length() + 100);
        }
        assertThat(doctor("--port", "0", "--database-url", "jdbc:sqlite:" + cut))
                .isEqualTo(1);
        assertThat(out.toString()).contains("fault     database  ", "estore a backup");
    }

    @Test
    void aPostgresThatIsAwayIsAFault() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        assertFault(
                "database",
                "jdbc:postgresql://127.0.0.1:" + port + "/damson",
                "start PostgreSQL, or correct host and port",
                "--port",
                "0",
                "--database-url",
                "jdbc:postgresql://127.0.0.1:" + port + "/damson");
    }

    @Test
    void aDatabaseOfPostgresThatIsNotThereIsAFault() {
        String url = TestPostgres.newDatabase("UTF8").replaceFirst("damson_test_[0-9_]+", "no_such_database");
        assertFault("database", "no_such_database", "create the database", "--port", "0", "--database-url", url);
    }

    @Test
    void anOldSchemaIsAFaultAndStaysAsItIs() throws SQLException {
        String url = TestPostgres.newDatabase("UTF8");
        assertFault(
                "database",
                "it has no tables of Damson",
                "damson serve --init-tenant NAME",
                "--port",
                "0",
                "--database-url",
                url);
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:io/damson/store/migration/postgresql")
                .target("1")
                .load()
                .migrate();
        for (int time = 0; time < 2; time++) {
            assertThat(doctor("--port", "0", "--database-url", url)).isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "its schema is version 1, and this version of Damson needs 3",
                            "damson serve brings it up to date");
        }
    }

    @Test
    void aRoleWithoutRightsAndAReadOnlyDatabaseAreFaults() throws SQLException {
        DatabaseConfiguration postgres = TestPostgres.newDatabase();
        Database.open(postgres).close();
        assertThat(doctor("--port", "0", "--database-url", postgres.url()))
                .as("%s", out)
                .isZero();
        String role = "reader_" + ProcessHandle.current().pid();
        execute(postgres.url(), "create role " + role + " login password 'secret'");
        try {
            execute(postgres.url(), "grant select on all tables in schema public to " + role);
            String asReader = postgres.url().replaceFirst("user=[^&]*", "user=" + role);
            assertThat(doctor("--port", "0", "--database-url", asReader)).isEqualTo(1);
            assertThat(out.toString()).contains(role + " may not delete rows of image; grant that right");
            execute(postgres.url(), "alter role " + role + " set default_transaction_read_only = on");
            assertThat(doctor("--port", "0", "--database-url", asReader)).isEqualTo(1);
            assertThat(out.toString()).contains("it is read-only; name the primary server");
        } finally {
            execute(postgres.url(), "drop owned by " + role);
            execute(postgres.url(), "drop role " + role);
        }
    }
}
