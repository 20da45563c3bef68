package io.damson.cli;

import io.damson.store.DatabaseCheck;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code damson doctor}: whether a database is sound. */
@Command(
        name = "doctor",
        description =
                "Checks a database, also while servers run: an SQLite file is read as a whole. Exit code 1 if it is damaged.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  damson doctor",
            "  damson doctor --database-url jdbc:sqlite:/var/lib/damson/damson.db"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions options = new DatabaseOptions();

    @Override
    public Integer call() {
        DatabaseCheck check = options.check();
        PrintWriter out = spec.commandLine().getOut();
        out.println("database  " + check.description());
        out.println("java      " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch"));
        if (check.faults().isEmpty()) {
            out.println("sound");
            return 0;
        }
        check.faults().forEach(fault -> out.println("fault     " + fault));
        return 1;
    }
}
