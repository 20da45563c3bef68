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
    /** What is written after a template of its name: XML, and HTML that is written like it. */
    private static final List<String> TEMPLATES = List.of("junit.xml", "report.html");

    private static final String JSON = "report.json";

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
     * @throws IOException if it cannot be written to
     */
    public static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : TEMPLATES) {
            Files.deleteIfExists(folder.resolve(file));
        }
        Files.deleteIfExists(folder.resolve(JSON));
        // A folder that only may be read shows itself now, not after the run.
        Files.deleteIfExists(Files.createTempFile(folder, "report", null));
    }

    /**
     * Writes {@code junit.xml}, {@code report.html} and {@code report.json} into a folder.
     *
     * @throws IOException if it cannot be written to
     */
    public static void write(Report report, Path folder) throws IOException {
        Findings findings = new Findings(report);
        for (String file : TEMPLATES) {
            try (Reader template = template(file);
                    Writer writer = Files.newBufferedWriter(folder.resolve(file))) {
                COMPILER.compile(template).execute(findings, writer);
            }
        }
        JsonReport.write(findings, folder.resolve(JSON));
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
