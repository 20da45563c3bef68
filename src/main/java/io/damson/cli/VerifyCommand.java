package io.damson.cli;

import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.UnusableServerException;
import io.damson.verify.Verification;
import io.damson.verify.VerifySettings;
import io.damson.verify.relation.Relation;
import io.damson.verify.report.Console;
import io.damson.verify.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code damson verify}: whether a server speaks the API. */
@Command(
        name = "verify",
        description = "Tests whether a server conforms to the API. Nothing is deleted without --allow-delete.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit code 0: the server conforms. Exit code 1: it does not. Exit code 2: there is no result, because the command line is wrong, the server cannot be reached, the run was interrupted, or nothing could be tested.",
            "",
            "Examples:",
            "  DAMSON_API_KEY=… damson verify \\",
            "    --url https://api2.saleslayer.com/dam",
            "  damson verify --url http://127.0.0.1:8080 \\",
            "    --api-key acme-demo-key \\",
            "    --other-api-key globex-demo-key \\",
            "    --allow-delete --report target/verify"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int UNKNOWN = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final VerifyOptions options = new VerifyOptions();

    @Option(
            names = "--list",
            help = true,
            description =
                    "Print the relations that would be tested, of all levels without --level. No request is sent.")
    private boolean list;

    @Override
    public Integer call() {
        if (list) {
            boolean isLevelGiven = spec.commandLine().getParseResult().hasMatchedOption("--level");
            VerifySettings listed = options.listed(isLevelGiven);
            listed.relations().all().stream()
                    .filter(listed::isAsked)
                    .forEach(relation -> spec.commandLine().getOut().println(line(relation)));
            return 0;
        }
        VerifySettings settings = options.settings();
        PrintWriter err = spec.commandLine().getErr();
        Console console = new Console(
                spec.commandLine().getOut(),
                settings.target(),
                (style, word) -> Ansi.AUTO.string("@|" + style + " " + word + "|@"));
        try (Interruption interruption = new Interruption(err, Thread.currentThread()::interrupt)) {
            Report found = Verification.begin(settings, new Told(console)).run();
            if (interruption.isAsked()) {
                // Files are not written by a thread that is interrupted.
                Thread.interrupted();
            }
            console.summary(found);
            options.report().ifPresent(folder -> write(found, folder));
            return switch (found.verdict()) {
                case CONFORMS -> 0;
                case DOES_NOT_CONFORM, INCOMPLETE -> 1;
                case UNKNOWN -> UNKNOWN;
            };
        } catch (UnusableServerException | IllegalArgumentException e) {
            err.println("damson verify: " + e.getMessage());
            return UNKNOWN;
        }
    }

    private void write(Report found, Path folder) {
        try {
            Reports.write(found, folder);
            spec.commandLine().getOut().println("reports: " + folder.resolve("report.html"));
        } catch (IOException e) {
            throw new CommandException("cannot write the reports to " + folder + ": " + e);
        }
    }

    private static String line(Relation relation) {
        return "%-9s  %-10s  %s".formatted(relation.id(), relation.level(), relation.title());
    }

    /** Says what happens: results to the output, the rest beside. */
    private final class Told implements Verification.Listener {
        private final Console console;

        Told(Console console) {
            this.console = console;
        }

        @Override
        public void begun(Verification run) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("damson verify " + run.settings().target().url() + ", level "
                    + run.settings().level() + ", seed " + run.settings().seed());
            out.println(run.images());
            console.list("May be deleted, each if a relation needs it:", run.expendable());
            out.println();
            out.flush();
        }

        @Override
        public void done(Result result) {
            console.result(result);
        }

        @Override
        public void notice(String text) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(text);
            err.flush();
        }
    }
}
