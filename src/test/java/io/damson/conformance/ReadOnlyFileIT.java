package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An SQLite file that this user may not write. */
class ReadOnlyFileIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** Root may write everything; in a user namespace of its own it may not. */
    private String refusal(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(Jar.command(List.of(), arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", printed).isEqualTo(1);
        return printed.strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--r--r--", "---------"})
    void aFileThatCannotBeWrittenIsRefusedInOneSentence(String permissions) throws Exception {
        Path file = folder.resolve("damson.db");
        String url = "jdbc:sqlite:" + file;
        assertThat(CommandRun.inThisJvm("tenant", "add", "shop", "--database-url", url)
                        .exitCode())
                .isZero();
        byte[] before = Files.readAllBytes(file);
        permit(file, permissions);
        String sentence = file + " cannot be written by this user; SQLite has to write it and its folder";
        assertThat(refusal("serve", "--database-url", url)).contains(sentence).hasLineCount(1);
        assertThat(refusal("doctor", "--database-url", url)).contains("fault     database  " + sentence);
        permit(file, "rw-r--r--");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedInOneSentence() throws Exception {
        Path file = folder.resolve("damson.db");
        String url = "jdbc:sqlite:" + file;
        assertThat(CommandRun.inThisJvm("tenant", "add", "shop", "--database-url", url)
                        .exitCode())
                .isZero();
        permit(folder, "r-xr-xr-x");
        try {
            assertThat(refusal("serve", "--database-url", url))
                    .contains(file + " cannot be written", "SQLite has to write it and its folder")
                    .hasLineCount(1);
            assertThat(refusal("doctor", "--database-url", url)).contains("fault     database  " + file + " cannot be");
        } finally {
            permit(folder, "rwxr-xr-x");
        }
    }
}
