package io.damson.conformance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A command of the real jar that has ended.
 *
 * @param exitCode 0 done, 1 failed, 2 wrong command line
 * @param out what it printed
 * @param err what it said beside
 */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs {@code damson ARGUMENTS} with an empty standard input, to its end. */
    public static CommandRun of(String... arguments) {
        return withInput("", arguments);
    }

    /** Runs {@code damson ARGUMENTS} with a standard input, to its end. */
    public static CommandRun withInput(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("damson.jar", "target/damson.jar")));
        command.addAll(List.of(arguments));
        try {
            File in = Files.createTempFile("damson", ".in").toFile();
            File err = Files.createTempFile("damson", ".err").toFile();
            Files.writeString(in.toPath(), input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in)
                    .redirectError(err)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            CommandRun run = new CommandRun(exitCode, out, Files.readString(err.toPath()));
            Files.delete(in.toPath());
            Files.delete(err.toPath());
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
