package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code damson import} and {@code damson export}; with the real jar what standard input, standard output and signals matter to. */
class ImportExportIT {
    private static final String IMAGE = "{\"reference\":\"%d.jpg\",\"numLinks\":0,\"status\":\"Ok\","
            + "\"modifiedOn\":\"2024-04-05T08:44:33\",\"width\":1,\"height\":1,\"sizeInBytes\":1}";

    /** What comes when the files have been read, if not before. */
    private static final String CLEAR_LINE = "\u001b[K";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    private static String sqlite(String name) {
        return "jdbc:sqlite:" + folder.resolve(name);
    }

    static Stream<String> databases() {
        return Stream.of(sqlite("round-trip"), TestPostgres.newDatabase("UTF8"));
    }

    private static CommandRun damson(String url, String... arguments) {
        return CommandRun.inThisJvm(on(url, arguments));
    }

    private static CommandRun withRealJar(String url, String input, String... arguments) {
        return CommandRun.withInput(input, on(url, arguments));
    }

    private static String[] on(String url, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--database-url", url))
                .toArray(String[]::new);
    }

    private static String done(CommandRun run) {
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run.out();
    }

    private static String export(String url) throws IOException {
        Path file = folder.resolve("export.ndjson");
        done(damson(url, "export", "--tenant", "shop", file.toString()));
        return Files.readString(file);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsExportedIsImportedWithoutLoss(String url) throws IOException {
        done(damson(url, "tenant", "add", "shop"));
        CommandRun imported = damson(url, "import", "--tenant", "shop", "mock-data/acme.json");
        assertThat(done(imported)).isEqualTo("imported 150 images: 150 new, 0 replaced\n");
        assertThat(imported.err()).contains("processingFor was passed over");
        String first = done(withRealJar(url, "", "export", "--tenant", "shop"));
        assertThat(first).hasLineCount(150).startsWith("{\"id\":");
        assertThat(done(withRealJar(url, first, "import", "--tenant", "shop", "-")))
                .isEqualTo("imported 150 images: 0 new, 150 replaced\n");
        assertThat(export(url)).isEqualTo(first);
    }

    @Test
    void whatCannotBeTakenStopsTheImportOrIsLeftOut() throws IOException {
        String url = sqlite("errors");
        done(damson(url, "tenant", "add", "shop"));
        Path good = Files.writeString(folder.resolve("good.ndjson"), IMAGE.formatted(1) + "\n");
        Path bad = Files.writeString(
                folder.resolve("bad.ndjson"),
                IMAGE.formatted(2) + "\n" + IMAGE.formatted(3).replace("Ok", "OK") + "\n" + IMAGE.formatted(1) + "\n");
        CommandRun stopped = damson(url, "import", "--tenant", "shop", good.toString(), bad.toString());
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.err())
                .isEqualTo("damson import: 2 mistakes; nothing was changed:\n  " + bad
                        + ":2:35: status is \"OK\"; one of Vd Up Ok Re Er is needed\n  " + bad
                        + ":3: reference is \"1.jpg\"; so it is at " + good + ":1\n");
        assertThat(export(url)).isEmpty();

        Path report = folder.resolve("report.ndjson");
        String[] skip = {
            "import",
            "--tenant",
            "shop",
            "--on-error",
            "skip",
            "--report",
            report.toString(),
            good.toString(),
            bad.toString()
        };
        assertThat(done(damson(
                        url,
                        Stream.concat(Stream.of(skip), Stream.of("--dry-run")).toArray(String[]::new))))
                .isEqualTo("would import 2 images: 2 new, 0 replaced, 2 left out (" + report + ")\n");
        assertThat(export(url)).isEmpty();
        assertThat(done(damson(url, skip)))
                .isEqualTo("imported 2 images: 2 new, 0 replaced, 2 left out (" + report + ")\n");
        assertThat(export(url)).hasLineCount(2);
        assertThat(Files.readAllLines(report))
                .containsExactly(
                        "{\"place\":\"" + bad
                                + ":2:35\",\"reason\":\"status is \\\"OK\\\"; one of Vd Up Ok Re Er is needed\"}",
                        "{\"place\":\"" + bad + ":3\",\"reason\":\"reference is \\\"1.jpg\\\"; so it is at " + good
                                + ":1\"}");
    }

    @Test
    void theSampleOfTheDocumentationIsImported() {
        String url = sqlite("sample");
        done(damson(url, "tenant", "add", "shop"));
        assertThat(done(damson(url, "import", "--tenant", "shop", "docs/examples/images.csv")))
                .isEqualTo("imported 3 images: 3 new, 0 replaced\n");
    }

    @Test
    void anAnswerOfTheApiIsImported() throws IOException {
        String url = sqlite("answer");
        done(damson(url, "tenant", "add", "shop"));
        Path saved = Files.writeString(
                folder.resolve("saved.json"), "{\"items\":[" + IMAGE.formatted(1) + "," + IMAGE.formatted(2) + "]}");
        assertThat(done(damson(url, "import", "--tenant", "shop", saved.toString())))
                .isEqualTo("imported 2 images: 2 new, 0 replaced\n");
    }

    @Test
    void whatIsExportedMayBeginWithALongLine() {
        String url = sqlite("long");
        done(damson(url, "tenant", "add", "shop"));
        String line = IMAGE.formatted(1).replace("\"width\"", "\"tags\":[\"" + "x".repeat(100_000) + "\"],\"width\"");
        assertThat(done(withRealJar(url, line + "\n" + IMAGE.formatted(2) + "\n", "import", "--tenant", "shop", "-")))
                .isEqualTo("imported 2 images: 2 new, 0 replaced\n");
    }

    @Test
    void anImportOfWhichNothingIsLeftHasFailed() throws IOException {
        String url = sqlite("nothing");
        done(damson(url, "tenant", "add", "shop"));
        Path bad = Files.writeString(folder.resolve("all-bad.csv"), """
                reference,numLinks,status,modifiedOn,width,height,sizeInBytes
                a.jpg,0,Ok,05/04/2024,1,1,1
                b.jpg,0,Ok,05/04/2024,1,1,1
                """);
        String report = folder.resolve("all-bad-report.ndjson").toString();
        String[] skip = {"import", "--tenant", "shop", "--on-error", "skip", "--report", report, bad.toString()};
        CommandRun dry = damson(
                url, Stream.concat(Stream.of(skip), Stream.of("--dry-run")).toArray(String[]::new));
        assertThat(dry.exitCode()).isEqualTo(1);
        assertThat(dry.out()).isEqualTo("would import 0 images: 0 new, 0 replaced, 2 left out (" + report + ")\n");
        assertThat(damson(url, skip).exitCode()).isEqualTo(1);
        assertThat(Files.readAllLines(Path.of(report))).hasSize(2);

        CommandRun stopped = damson(url, "import", "--tenant", "shop", bad.toString());
        assertThat(stopped.err())
                .startsWith("damson import: 1 mistake; nothing was changed:\n  " + bad
                        + ":2:4: modifiedOn is \"05/04/2024\"; day")
                .endsWith("\n  dates like that are in 1 more row\n")
                .hasLineCount(3);
    }

    @Test
    void anImportIntoNobodyLeavesNoDatabase() throws IOException {
        Path none = folder.resolve("none/damson.db");
        assertThat(damson("jdbc:sqlite:" + none, "import", "--tenant", "nobody", "mock-data/acme.json")
                        .exitCode())
                .isEqualTo(1);
        assertThat(none.getParent()).doesNotExist();
        Path empty = Files.createFile(folder.resolve("empty.db"));
        CommandRun run = damson("jdbc:sqlite:" + empty, "import", "--tenant", "nobody", "mock-data/acme.json");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no ");
        assertThat(empty).isEmptyFile();
    }

    @Test
    void anImportThatIsInterruptedSaysWhatHasBecomeOfTheTenant() throws Exception {
        String url = TestPostgres.newDatabase("UTF8");
        done(damson(url, "tenant", "add", "shop"));
        Path many = many(12_000);

        String whole = interruptedWhileItWrites("TERM", url, many.toString());
        assertThat(whole).endsWith("interrupted; nothing was changed");
        interruptedWhileItWrites("KILL", url, many.toString());
        assertThat(export(url)).isEmpty();

        String batches = interruptedWhileItWrites("TERM", url, "--on-error", "skip", many.toString());
        assertThat(batches).endsWith("interrupted; all up to " + many + ":5000 is imported, nothing after it");
        assertThat(export(url)).hasLineCount(5_000).contains("\"5000.jpg\"");
    }

    @Test
    void anImportThatIsKilledLeavesTheFileAsItWas() throws Exception {
        String url = sqlite("killed");
        done(damson(url, "tenant", "add", "shop"));
        Process process = startImport(url, many(40_000).toString());
        try (BufferedReader err = process.errorReader()) {
            readUntil(err, "reading");
            process.destroyForcibly().waitFor();
        }
        assertThat(export(url)).isEmpty();
    }

    private static Path many(int images) throws IOException {
        return Files.writeString(
                folder.resolve("many.ndjson"),
                IntStream.rangeClosed(1, images).mapToObj(IMAGE::formatted).collect(Collectors.joining("\n")));
    }

    /** What an import has said that gets a signal while it waits for the table, which somebody else has locked. */
    private static String interruptedWhileItWrites(String signal, String url, String... arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table image in exclusive mode");
            Process process = startImport(url, arguments);
            try (BufferedReader err = process.errorReader()) {
                readUntil(err, CLEAR_LINE);
                while (!isSomebodyWaiting(statement)) {
                    assertThat(process.isAlive()).isTrue();
                }
                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
                String said = readUntil(err, "stopping");
                connection.rollback();
                said += readUntil(err, "no end");
                assertThat(process.waitFor()).as("%s", said).isGreaterThan(128);
                return said.replace("\r", "").replace(CLEAR_LINE, "").strip();
            }
        }
    }

    private static boolean isSomebodyWaiting(Statement statement) throws SQLException {
        try (ResultSet waiting = statement.executeQuery("select count(*) from pg_locks where not granted and database ="
                + " (select oid from pg_database where datname = current_database())")) {
            waiting.next();
            return waiting.getInt(1) > 0;
        }
    }

    private static Process startImport(String url, String... arguments) throws IOException {
        String[] all = Stream.concat(Stream.of("import", "--tenant", "shop"), Stream.of(on(url, arguments)))
                .toArray(String[]::new);
        return new ProcessBuilder(Jar.command(List.of("-Ddamson.terminal=true"), all)).start();
    }

    /** What comes up to and with that word, or all if it does not come. */
    private static String readUntil(BufferedReader err, String word) throws IOException {
        StringBuilder said = new StringBuilder();
        for (int next = err.read(); next >= 0; next = err.read()) {
            said.append((char) next);
            if (said.indexOf(word) >= 0) {
                break;
            }
        }
        return said.toString();
    }
}
