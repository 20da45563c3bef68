package io.damson.cli;

import io.damson.store.Database;
import io.damson.store.ImageImport;
import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson import}: images from files into a tenant. */
@Command(
        name = "import",
        description = "Imports images into a tenant. An image with the same reference is replaced.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Files are UTF-8: a JSON array, a file like those of mock-data/, a response of the API, newline-delimited JSON, or CSV with the names of members in its first line. In CSV, an empty field is null, and | separates tags. An image without an id keeps the id of its reference, or gets the next free one.",
            "",
            "Examples:",
            "  damson import --tenant shop mock-data/acme.json",
            "  damson import --tenant shop --dry-run images.csv",
            "  damson export --tenant shop |",
            "    damson import --tenant copy -"
        })
final class ImportCommand implements Callable<Integer> {
    /** What shells say of a process that SIGINT ended. */
    private static final int EXIT_INTERRUPTED = 130;

    /** What becomes of images that cannot be taken. */
    enum OnError {
        /** One is enough for nothing to be changed. */
        STOP,
        /** They are left out. */
        SKIP
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final TenantOption tenantOption = new TenantOption();

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(
            names = "--on-error",
            paramLabel = "stop|skip",
            defaultValue = "stop",
            description =
                    "stop: one invalid image stops the import, and nothing changes. skip: invalid images are left out and listed in the report (default: ${DEFAULT-VALUE}).")
    private OnError onError = OnError.STOP;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "import-report.ndjson",
            description = "Report of the images that --on-error skip leaves out (default: ${DEFAULT-VALUE}).")
    private Path report = Path.of("import-report.ndjson");

    @Option(names = "--dry-run", description = "Print what would be imported, and change nothing.")
    private boolean dryRun;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to import, - for standard input.")
    private List<String> files = List.of();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try (Interruption interruption = new Interruption(err, () -> {});
                Database database = databaseOptions.openExisting()) {
            Tenant tenant = tenantOption.in(new TenantStore(database));
            try (LeftOut leftOut = new LeftOut(onError == OnError.SKIP ? Optional.of(report) : Optional.empty());
                    ImageImport images = ImageImport.into(database, tenant)) {
                return run(new ImportRun(images, leftOut, interruption, err));
            } catch (ImportRun.Interrupted e) {
                err.println(e.getMessage());
                err.flush();
                return EXIT_INTERRUPTED;
            }
        }
    }

    private int run(ImportRun run) throws IOException {
        run.stage(files);
        int exitCode = run.isAllLeftOut() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        if (dryRun) {
            spec.commandLine().getOut().println("would import " + run.plan());
            return exitCode;
        }
        if (onError == OnError.SKIP) {
            run.applyByBatch();
        } else {
            run.applyWhole();
        }
        spec.commandLine().getOut().println("imported " + run.summary());
        return exitCode;
    }
}
