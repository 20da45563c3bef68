package io.damson.cli;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/** The program without a process of its own, for tests that need what a command does and not how it is started. */
public final class InThisJvm {
    private InThisJvm() {}

    /** Runs {@code damson ARGUMENTS}; the exit code. */
    public static int run(Writer out, Writer err, String... arguments) {
        CommandLine commandLine = Main.commandLine(arguments);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }
}
