package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.exchange.Target;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;

/** The run for people at a terminal: a line for each relation, more for those that fail. */
public final class Console {
    private final PrintWriter out;
    private final FailureLines failures;
    private final BinaryOperator<String> paint;

    /**
     * Writes nothing yet.
     *
     * @param target what is asked
     * @param paint colours a word, where there are colours; the first argument is red, green, yellow or faint
     */
    public Console(PrintWriter out, Target target, BinaryOperator<String> paint) {
        this.out = out;
        this.failures = new FailureLines(out, target);
        this.paint = paint;
    }

    /** A relation was asked. */
    public void result(Result result) {
        String word = result.outcome().word();
        switch (word) {
            case "passed" -> line("green", word, result);
            case "not checked" -> line("faint", "-", result);
            case "failed" -> line("red", "FAILED", result);
            default -> line("yellow", word, result);
        }
        if (result.outcome() instanceof Outcome.Failed failed) {
            failures.print(result.relation(), failed);
        }
        out.flush();
    }

    private void line(String style, String word, Result result) {
        out.printf(
                Locale.ROOT,
                "%s  %-9s  %s%n",
                paint.apply(style, "%-8s".formatted(word)),
                result.relation().id(),
                result.relation().title());
    }

    /** All were asked. */
    public void summary(Report report) {
        Findings findings = Findings.of(report);
        out.println();
        out.println(findings.summary());
        list(
                "Not checked, or not all of it:",
                findings.gaps().stream()
                        .map(gap -> gap.reason() + " (" + gap.relations() + ")")
                        .toList());
        if (report.settings().only().isEmpty()
                && report.brokenOff().isEmpty()
                && !findings.unseen().isEmpty()) {
            out.println();
            out.println("Responses not seen: " + String.join(", ", findings.unseen()));
        }
        list(
                "Not checked, since one failed that they build on:",
                findings.failures().stream()
                        .filter(finding -> !finding.under().isEmpty())
                        .map(finding -> finding.relation().id() + " "
                                + finding.relation().title() + ": " + finding.under())
                        .toList());
        list("Deleted, or requested to be deleted:", report.deleted());
        list("Known deviations that are none any more:", findings.mended());
        list(
                "Again, the first failure alone:",
                findings.failures().stream()
                        .filter(Finding::isFailure)
                        .limit(1)
                        .map(Finding::again)
                        .toList());
        out.println();
        report.brokenOff().ifPresent(reason -> out.println("broken off: " + reason));
        String style = switch (report.verdict()) {
            case CONFORMS -> "green";
            case DOES_NOT_CONFORM, INCOMPLETE -> "red";
            case UNKNOWN -> "yellow";
        };
        out.println(paint.apply(style, findings.verdict()));
        out.flush();
    }

    /** Nothing where there is nothing. */
    public void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.println();
            out.println(title);
            lines.forEach(line -> out.println("  " + FailureLines.printable(line)));
        }
    }
}
