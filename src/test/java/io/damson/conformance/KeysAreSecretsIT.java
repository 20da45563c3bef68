package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys pass through, and where not a byte of them stays: each place is searched for them as they are, in hexadecimal and in base64. */
class KeysAreSecretsIT {
    private static final String GIVEN = "a+/=Given".repeat(100);
    private static final String INITIAL = "initial-" + "Zq7".repeat(15);

    /** Which file of its journal PostgreSQL writes now. */
    private static final String JOURNAL = "select pg_walfile_name(pg_current_wal_lsn())";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final List<String> keys = new ArrayList<>(List.of(GIVEN, INITIAL));

    private void requireNone(String where, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String key : keys) {
            byte[] secret = key.getBytes(StandardCharsets.US_ASCII);
            for (String form : List.of(
                    key, HexFormat.of().formatHex(secret), Base64.getEncoder().encodeToString(secret))) {
                int at = text.indexOf(form.substring(8, 40)); // also of one that was cut
                assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 200), at))
                        .as("what stands before a key in %s", where)
                        .isEmpty();
            }
        }
    }

    private void requireNone(String where, String text) {
        requireNone(where, text.getBytes(StandardCharsets.UTF_8));
    }

    private void requireNoneInFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            assertThat(regular).isNotEmpty();
            for (Path file : regular) {
                requireNone(file.toString(), Files.readAllBytes(file));
            }
        }
    }

    private CommandRun command(String input, String url, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--database-url", url));
        CommandRun run = CommandRun.withInput(input, all.toArray(String[]::new));
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run;
    }

    /** Prepares tenants and keys; what the commands print is searched too, but for the one that makes a key. */
    private void fill(String url) {
        command("", url, "tenant", "add", "shop");
        keys.add(command("", url, "key", "create", "--tenant", "shop").out().strip());
        requireNone(
                "key create --stdin",
                command(GIVEN + "\n", url, "key", "create", "--tenant", "shop", "--stdin")
                        .toString());
    }

    private DamsonProcess serve(String url, String... options) {
        List<String> all = new ArrayList<>(List.of("serve", "--database-url", url, "--init-tenant", "first"));
        all.addAll(
                List.of("--access-log", "--log-queries", "--log-level", "trace,root=trace", "--management-port", "0"));
        all.addAll(List.of(options));
        return DamsonProcess.start(
                folder.resolve("log"), Map.of("DAMSON_INIT_KEY", INITIAL), all.toArray(String[]::new));
    }

    /** Requests with each key where it belongs, nearly where it belongs, and nearly right. */
    private void requests(String url) {
        for (String key : keys) {
            for (String fields : List.of(
                    "X-API-KEY: " + key,
                    "X-API-KEY: " + key + "x",
                    "X-API-KEY: " + key.substring(1),
                    "X-API-KEY: " + key + "\r\nX-API-KEY: " + key,
                    "X-API-KEY : " + key,
                    "X-API-KEY: " + key + "\0",
                    "X-API-KEY" + key,
                    "Authorization: Bearer " + key,
                    "Cookie: key=" + key,
                    "X-API-KEY: " + key + "\r\nX-Large: " + "x".repeat(40_000))) {
                for (String line : List.of("GET /images?$top=1", "DELETE /images(a)", "GET /nothing")) {
                    answered(url, line + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n\r\n");
                }
            }
            for (String option : List.of("api_key=", "X-API-KEY=", "$key=", "%zz")) {
                answered(url, "GET /images?" + option + key + " HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            answered(url, "X-API-KEY: " + key + "\r\n\r\n");
        }
    }

    private void answered(String url, String request) {
        try (Wire wire = Wire.open(url)) {
            wire.send(request);
            Answer answer = wire.read("GET");
            requireNone("the header of an answer", answer.headers().toString());
            requireNone("the body of an answer", answer.body());
        }
    }

    private void requireNoneInProcesses() {
        List<String> commands = ProcessHandle.current()
                .children()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
        assertThat(commands).anyMatch(line -> line.contains("--init-tenant"));
        commands.forEach(line -> requireNone("the list of processes", line));
    }

    private static String metrics(DamsonProcess server) throws IOException {
        String management = server.greeting()
                .lines()
                .filter(line -> line.startsWith("management "))
                .findFirst()
                .orElseThrow()
                .substring("management ".length());
        try (InputStream metrics = URI.create(management + "/metrics").toURL().openStream()) {
            return new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void runServer(String url, String format) throws Exception {
        try (DamsonProcess server = serve(url, "--log-format", format, "--wrong-keys", "off")) {
            requireNone("what a server prints", server.greeting());
            requests(server.url());
            requireNoneInProcesses();
            requireNone("the metrics", metrics(server));
            requireNoneInFiles(folder); // with what has not got into the file itself yet
            requireNone(
                    "key list",
                    command("", url, "key", "list", "--tenant", "shop").toString());
            command("", url, "key", "revoke", "--tenant", "shop", "1");
            requests(server.url());
            assertThat(server.terminate()).isIn(0, 143);
        }
        assertThat(folder.resolve("log")).content().contains("TRACE").containsPattern("api_key=(?:…|\\\\u2026)");
    }

    @Test
    void noneIsInAnSqliteFileItsJournalItsBackupOrTheLog() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("damson.db");
        fill(url);
        runServer(url, "text");
        command("", url, "backup", folder.resolve("backup.db").toString());
        requireNoneInFiles(folder);
    }

    @Test
    void noneIsInPostgresqlItsFilesADumpOrTheLog() throws Exception {
        String url = TestPostgres.newDatabase("UTF8");
        String firstJournal = ask(url, JOURNAL).get(0);
        fill(url);
        runServer(url, "json");
        requireNoneInFiles(folder);
        for (String table : ask(
                url, "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'")) {
            requireNone(table, String.join("\n", ask(url, "select t::text from " + table + " t")));
        }
        ask(url, "select pg_switch_wal()");
        String lastJournal = ask(url, JOURNAL).get(0);
        ask(url, "checkpoint");
        Path data = Path.of(ask(url, "show data_directory").get(0));
        String oid = ask(url, "select oid from pg_database where datname = current_database()")
                .get(0);
        requireNoneInFiles(data.resolve("base").resolve(oid));
        try (Stream<Path> journals = Files.list(data.resolve("pg_wal"))) {
            for (Path journal : journals.filter(Files::isRegularFile).toList()) {
                String name = journal.getFileName().toString();
                if (name.compareTo(firstJournal) >= 0 && name.compareTo(lastJournal) <= 0) {
                    requireNone(name, Files.readAllBytes(journal));
                }
            }
        }
    }

    /** The first column of what a statement gives; nothing where it gives no rows. */
    private static List<String> ask(String url, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }
}
