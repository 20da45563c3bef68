package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;

/** {@code junit.xml}: a test case for each relation, as build servers read it. */
final class JunitXml {
    private JunitXml() {}

    static void write(Report report, Path file) throws IOException {
        try (Markup xml = new Markup(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) {
            long failures = report.results().stream().filter(Result::isFailure).count();
            long skipped = report.results().stream()
                            .filter(result -> !(result.outcome() instanceof Outcome.Passed))
                            .count()
                    - failures;
            int errors = report.brokenOff().isPresent() ? 1 : 0;
            xml.element(
                    "testsuite",
                    () -> {
                        xml.element("properties", () -> {
                            property(xml, "seed", Long.toString(report.seed()));
                            property(xml, "level", report.settings().level().toString());
                            property(xml, "command", CommandLine.of(report.settings()));
                        });
                        for (Result result : report.results()) {
                            testCase(xml, report, result);
                        }
                        if (report.brokenOff().isPresent()) {
                            xml.element(
                                    "testcase",
                                    () -> xml.empty(
                                            "error",
                                            "message",
                                            report.brokenOff().get()),
                                    "classname",
                                    "damson",
                                    "name",
                                    "the run is not broken off");
                        }
                    },
                    "name",
                    "damson verify " + report.target().url(),
                    "tests",
                    Integer.toString(report.results().size() + errors),
                    "failures",
                    Long.toString(failures),
                    "errors",
                    Integer.toString(errors),
                    "skipped",
                    Long.toString(skipped),
                    "time",
                    seconds(report.time()),
                    "timestamp",
                    report.begun().truncatedTo(ChronoUnit.SECONDS).toString());
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void property(Markup xml, String name, String value) throws XMLStreamException {
        xml.empty("property", "name", name, "value", value);
    }

    private static void testCase(Markup xml, Report report, Result result) throws XMLStreamException {
        xml.element(
                "testcase",
                () -> outcome(xml, report, result),
                "classname",
                "damson." + result.relation().id().replaceFirst("-.*", ""),
                "name",
                result.relation().id() + " " + result.relation().title(),
                "time",
                seconds(result.time()));
    }

    private static void outcome(Markup xml, Report report, Result result) throws XMLStreamException {
        if (result.outcome() instanceof Outcome.NotChecked notChecked) {
            xml.empty("skipped", "message", notChecked.reason());
        } else if (result.outcome() instanceof Outcome.Failed failed) {
            if (!result.isFailure()) {
                xml.empty("skipped", "message", Findings.word(result) + ": got " + failed.got());
                return;
            }
            String text = "expected " + failed.expected() + "\ngot " + failed.got() + "\nbecause "
                    + result.relation().because() + "\n" + String.join("\n", Findings.curls(report, failed))
                    + "\nagain: "
                    + CommandLine.again(report.settings(), result) + "\n";
            xml.text("failure", text, "message", "expected " + failed.expected() + ", got " + failed.got());
        } else if (result.outcome() instanceof Outcome.Passed passed
                && !passed.gaps().isEmpty()) {
            xml.text("system-out", "not all of it was checked: " + String.join("; ", passed.gaps()));
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }
}
