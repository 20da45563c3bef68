package io.damson.verify.report;

import io.damson.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of reports. */
public final class Reports {
    private Reports() {}

    /**
     * Writes {@code junit.xml}, {@code report.html} and {@code report.json} into a folder, which is made where it is missing.
     *
     * @throws IOException if it cannot be written to
     */
    public static void write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        JunitXml.write(report, folder.resolve("junit.xml"));
        HtmlReport.write(report, folder.resolve("report.html"));
        JsonReport.write(report, folder.resolve("report.json"));
    }
}
