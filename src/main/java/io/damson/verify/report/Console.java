package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Target;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The run for people at a terminal: a line for each relation, more for those that fail. */
public final class Console {
    private final PrintWriter out;
    private final Target target;

    /** @param target what is asked */
    public Console(PrintWriter out, Target target) {
        this.out = out;
        this.target = target;
    }

    /** A relation was asked. */
    public void result(Result result) {
        String id = result.relation().id();
        String title = result.relation().title();
        if (result.outcome() instanceof Outcome.Passed) {
            line("passed", id, title);
        } else if (result.outcome() instanceof Outcome.NotChecked) {
            line("-", id, title);
        } else if (result.outcome() instanceof Outcome.Failed failed) {
            line(failed.isAccepted() ? "accepted" : "FAILED", id, title);
            detail("expected", failed.expected());
            detail("got", failed.got());
            detail("because", result.relation().because());
            for (Exchange exchange : failed.exchanges()) {
                detail("", Curl.line(target, exchange.request()));
            }
        }
        out.flush();
    }

    private void line(String word, String id, String title) {
        out.printf(Locale.ROOT, "%-8s  %-9s  %s%n", word, id, title);
    }

    private void detail(String name, String text) {
        out.printf(Locale.ROOT, "            %-8s  %s%n", name, text);
    }

    /** All were asked. */
    public void summary(Report report) {
        out.println();
        out.println(Findings.summary(report));
        if (!Findings.gaps(report).isEmpty()) {
            out.println();
            out.println("Not checked, or not all of it:");
            Findings.gaps(report).forEach((reason, ids) -> out.println("  " + reason + " (" + joined(ids) + ")"));
        }
        if (report.settings().only().isEmpty() && !Findings.unseen(report).isEmpty()) {
            out.println();
            out.println("Answers that did not come: " + joined(Findings.unseen(report)));
        }
        report.results().stream().filter(Result::isFailure).findFirst().ifPresent(result -> {
            out.println();
            out.println("Again, the first failure alone: " + Findings.replay(report, result));
        });
        out.println();
        out.println(report.conforms() ? "conforms, as far as it was checked" : "does not conform");
        out.flush();
    }

    private static String joined(List<String> ids) {
        return String.join(", ", ids);
    }
}
