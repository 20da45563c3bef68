package io.damson.cli;

import io.damson.proxy.page.TrafficReports;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a proxy shows what it finds. */
final class TellingOptions implements Mistakes.Checked {
    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description =
                    "Folder for junit.xml, report.html, report.json and traffic.har, written at the end (default: no reports).")
    private @Nullable Path report;

    @Option(names = "--no-header", description = "Add no header field Damson-Verdict to responses.")
    private boolean noHeader;

    @Option(names = "--enforce", description = "Send a 502 in place of a wrong response.")
    private boolean enforce;

    @Option(
            names = "--verbose",
            description =
                    "Print one line for each request to the API to standard error: method, path, status, time and verdict.",
            fallbackValue = "true")
    private boolean verbose;

    @Override
    public List<Runnable> checks() {
        return List.of(() -> report().ifPresent(folder -> VerifyOptions.prepare(folder, TrafficReports.ARCHIVE)));
    }

    /** Where the reports go. */
    Optional<Path> report() {
        return Optional.ofNullable(report);
    }

    /** Whether responses have the verdict in their header. */
    boolean hasHeader() {
        return !noHeader;
    }

    /** Whether wrong responses are kept from clients. */
    boolean isEnforced() {
        return enforce;
    }

    boolean isVerbose() {
        return verbose;
    }
}
