package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code damson import} and {@code damson export}, with the real jar. */
class ImportExportIT {
    private static final String IMAGE = "{\"reference\":\"%d.jpg\",\"numLinks\":0,\"status\":\"Ok\","
            + "\"modifiedOn\":\"2024-04-05T08:44:33\",\"width\":1,\"height\":1,\"sizeInBytes\":1}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    private static String h2(String name) {
        return "jdbc:h2:file:" + folder.resolve(name);
    }

    static Stream<String> databases() {
        return Stream.of(h2("round-trip"), TestPostgres.newDatabase("UTF8"));
    }

    private static CommandRun damson(String url, String input, String... arguments) {
        return CommandRun.withInput(
                input,
                Stream.concat(Stream.of(arguments), Stream.of("--database-url", url))
                        .toArray(String[]::new));
    }

    private static String done(CommandRun run) {
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run.out();
    }

    private static String export(String url) {
        return done(damson(url, "", "export", "--tenant", "shop"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsExportedIsImportedWithoutLoss(String url) throws IOException {
        done(damson(url, "", "tenant", "add", "shop"));
        CommandRun imported = damson(url, "", "import", "--tenant", "shop", "mock-data/acme.json");
        assertThat(done(imported)).isEqualTo("imported 150 images: 150 new, 0 replaced\n");
        assertThat(imported.err()).contains("processingFor was passed over");
        String first = export(url);
        assertThat(first).hasLineCount(150).startsWith("{\"id\":");
        assertThat(done(damson(url, first, "import", "--tenant", "shop", "-")))
                .isEqualTo("imported 150 images: 0 new, 150 replaced\n");
        Path file = folder.resolve("acme.ndjson");
        done(damson(url, "", "export", "--tenant", "shop", file.toString()));
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void whatCannotBeTakenStopsTheImportOrIsLeftOut() throws IOException {
        String url = h2("errors");
        done(damson(url, "", "tenant", "add", "shop"));
        Path good = Files.writeString(folder.resolve("good.ndjson"), IMAGE.formatted(1) + "\n");
        Path bad = Files.writeString(
                folder.resolve("bad.ndjson"),
                IMAGE.formatted(2) + "\n" + IMAGE.formatted(3).replace("Ok", "OK") + "\n" + IMAGE.formatted(1) + "\n");
        CommandRun stopped = damson(url, "", "import", "--tenant", "shop", good.toString(), bad.toString());
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.err())
                .isEqualTo("damson import: " + bad
                        + ":2: status is \"OK\"; one of Vd Up Ok Re Er is needed; nothing was changed\n");
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
                        "",
                        Stream.concat(Stream.of(skip), Stream.of("--dry-run")).toArray(String[]::new))))
                .isEqualTo("would import 2 images: 2 new, 0 replaced, 2 left out (" + report + ")\n");
        assertThat(export(url)).isEmpty();
        assertThat(done(damson(url, "", skip)))
                .isEqualTo("imported 2 images: 2 new, 0 replaced, 2 left out (" + report + ")\n");
        assertThat(export(url)).hasLineCount(2);
        assertThat(Files.readAllLines(report))
                .containsExactly(
                        "{\"place\":\"" + bad
                                + ":2\",\"reason\":\"status is \\\"OK\\\"; one of Vd Up Ok Re Er is needed\"}",
                        "{\"place\":\"" + bad + ":3\",\"reason\":\"reference is \\\"1.jpg\\\"; so it is at " + good
                                + ":1\"}");
    }

    @Test
    void anImportThatIsInterruptedSaysWhatHasBecomeOfTheTenant() throws IOException, InterruptedException {
        String url = h2("interrupted");
        done(damson(url, "", "tenant", "add", "shop"));
        Path many = Files.writeString(
                folder.resolve("many.ndjson"),
                IntStream.rangeClosed(1, 40_000).mapToObj(IMAGE::formatted).collect(Collectors.joining("\n")));

        String whole = interrupted("TERM", url, many.toString());
        assertThat(whole).endsWith("interrupted; nothing was changed");
        assertThat(interrupted("KILL", url, many.toString())).endsWith("left");
        assertThat(export(url)).isEmpty();

        String batches = interrupted("INT", url, "--on-error", "skip", many.toString());
        assertThat(batches).contains("interrupted; all up to " + many + ":").endsWith(" is imported, nothing after it");
        int line = Integer.parseInt(batches.replaceFirst("(?s).*many.ndjson:(\\d+).*", "$1"));
        assertThat(export(url)).hasLineCount(line).contains("\"" + line + ".jpg\"");
        assertThat(line).isLessThan(40_000);
    }

    /** What an import has said that got a signal while it changed the tenant. */
    private static String interrupted(String signal, String url, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Ddamson.terminal=true",
                                "-jar",
                                System.getProperty("damson.jar", "target/damson.jar"),
                                "import",
                                "--tenant",
                                "shop",
                                "--database-url",
                                url),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command).start();
        try (BufferedReader err = process.errorReader()) {
            StringBuilder said = new StringBuilder();
            boolean sent = false;
            for (int next = err.read(); next >= 0; next = err.read()) {
                said.append((char) next);
                if (!sent && said.indexOf("importing") >= 0) {
                    sent = true;
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                            .start()
                            .waitFor();
                }
            }
            assertThat(process.waitFor()).as("%s", said).isGreaterThan(128);
            return said.toString().replaceAll("\r?\u001b\\[K", "").strip();
        }
    }
}
