package io.damson.verify.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import io.damson.verify.Report;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A folder of reports. */
public final class Reports {
    private static final String JSON = "report.json";

    /** The names of all that are written: after a template of its name XML, and HTML that is written like it; and JSON. */
    public static final List<String> FILES = List.of("junit.xml", "report.html", JSON);

    private static final Mustache.Escaper ESCAPES =
            Escapers.simple(new String[][] {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .emptyStringIsFalse(true)
            .withLoader(Reports::template)
            .withEscaper(text -> ESCAPES.escape(printable(text)));

    private Reports() {}

    /**
     * Makes the folder where it is missing, and removes the reports of a run before, so that none is taken for those of this one.
     *
     * @param others further files that the run will write there
     * @throws IOException if it cannot be written to
     */
    public static void prepare(Path folder, String... others) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        for (String file : others) {
            Files.deleteIfExists(folder.resolve(file));
        }
        // A folder that only may be read shows itself now, not after the run.
        Files.deleteIfExists(Files.createTempFile(folder, "report", null));
    }

    /**
     * Writes {@code junit.xml}, {@code report.html} and {@code report.json} of a run of the kit into a folder.
     *
     * @throws IOException if it cannot be written to
     */
    public static void write(Report report, Path folder) throws IOException {
        write(report, new VerifyOrigin(report), folder);
    }

    /**
     * The same of a report that came about in another way.
     *
     * @throws IOException if it cannot be written to
     */
    public static void write(Report report, Origin origin, Path folder) throws IOException {
        for (String file : FILES) {
            try (Writer writer = Files.newBufferedWriter(folder.resolve(file))) {
                write(file, report, origin, writer);
            }
        }
    }

    /**
     * Writes one of them.
     *
     * @param file one of {@link #FILES}
     * @throws IOException if it cannot be written
     */
    public static void write(String file, Report report, Origin origin, Writer writer) throws IOException {
        Findings findings = new Findings(report, origin);
        if (file.equals(JSON)) {
            JsonReport.write(findings, writer);
            return;
        }
        try (Reader template = template(file)) {
            COMPILER.compile(template).execute(findings, writer);
        }
    }

    private static Reader template(String name) {
        return new InputStreamReader(
                Objects.requireNonNull(Reports.class.getResourceAsStream(name)), StandardCharsets.UTF_8);
    }

    /** What XML cannot hold becomes a replacement character. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
