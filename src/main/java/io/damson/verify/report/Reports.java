package io.damson.verify.report;

import io.damson.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of reports. */
public final class Reports {
    private static final List<String> FILES = List.of("junit.xml", "report.html", "report.json");

    private Reports() {}

    /**
     * Makes the folder where it is missing, and removes the reports of a run before, so that none is taken for those of this one.
     *
     * @throws IOException if it cannot be written to
     */
    public static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        // A folder that only may be read shows itself now, not after the run.
        Files.deleteIfExists(Files.createTempFile(folder, "report", null));
    }

    /**
     * Writes {@code junit.xml}, {@code report.html} and {@code report.json} into a folder.
     *
     * @throws IOException if it cannot be written to
     */
    public static void write(Report report, Path folder) throws IOException {
        JunitXml.write(report, folder.resolve("junit.xml"));
        HtmlReport.write(report, folder.resolve("report.html"));
        JsonReport.write(report, folder.resolve("report.json"));
    }
}
