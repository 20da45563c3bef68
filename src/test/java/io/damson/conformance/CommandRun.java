package io.damson.conformance;

import io.damson.cli.InThisJvm;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/**
 * A command that has ended.
 *
 * @param exitCode 0 done, 1 failed, 2 wrong command line
 * @param out what it printed
 * @param err what it said beside
 */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs {@code damson ARGUMENTS} in this JVM: quickly, but without standard input and output. */
    public static CommandRun inThisJvm(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = InThisJvm.run(out, err, arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Runs {@code damson ARGUMENTS} of the real jar with an empty standard input, to its end. */
    public static CommandRun of(String... arguments) {
        return withInput("", arguments);
    }

    /** Runs {@code damson ARGUMENTS} of the real jar with a standard input, to its end. */
    public static CommandRun withInput(String input, String... arguments) {
        try {
            File in = Files.createTempFile("damson", ".in").toFile();
            File err = Files.createTempFile("damson", ".err").toFile();
            Files.writeString(in.toPath(), input);
            Process process = new ProcessBuilder(Jar.command(List.of(), arguments))
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
