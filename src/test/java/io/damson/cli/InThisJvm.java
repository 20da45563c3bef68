package io.damson.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import picocli.CommandLine;

/** The program without a process of its own, for tests that need what a command does and not how it is started. */
public final class InThisJvm {
    private InThisJvm() {}

    /** Runs {@code damson ARGUMENTS}; the exit code. */
    public static int run(Writer out, Writer err, String... arguments) {
        return run(System.getenv(), out, err, arguments);
    }

    /** The same with an environment of its own. */
    static int run(Map<String, String> environment, Writer out, Writer err, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment, arguments);
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(arguments);
    }
}
