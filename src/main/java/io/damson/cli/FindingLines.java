package io.damson.cli;

import io.damson.proxy.Observer;
import io.damson.proxy.page.SeenFinding;
import io.damson.verify.exchange.Request;
import io.damson.verify.exchange.Target;
import io.damson.verify.report.FailureLines;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Findings as they come, for people at a terminal: the first {@value IN_FULL} of a relation in full, the others counted. Not thread-safe, as
 * one thread calls observers; {@link #more} is for the time after them.
 */
final class FindingLines implements Observer {
    private static final int IN_FULL = 3;

    private final PrintWriter out;
    private final BinaryOperator<String> paint;
    private final FailureLines failures;
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * Writes nothing yet.
     *
     * @param target what the requests go to
     * @param paint colours a word, where there are colours; the first argument is the colour
     */
    FindingLines(PrintWriter out, Target target, BinaryOperator<String> paint) {
        this.out = out;
        this.paint = paint;
        this.failures = new FailureLines(out, target);
    }

    @Override
    public synchronized void judged(Verdict verdict) {
        verdict.findings().forEach(finding -> print(verdict.passage(), finding));
        verdict.confirmed().forEach(finding -> print(verdict.passage(), finding));
    }

    @Override
    public void unjudged(Passage passage, String why) {
        // The summary has their number.
    }

    private void print(Passage passage, Finding found) {
        if (counts.merge(found.relation().id(), 1, Integer::sum) > IN_FULL) {
            return;
        }
        Finding finding = SeenFinding.redacted(passage, found);
        String word = finding.failed().word();
        out.printf(
                Locale.ROOT,
                "%s  %-9s  %s%n",
                paint.apply(
                        finding.isFailure() ? "red" : "yellow",
                        "%-8s".formatted(finding.isFailure() ? "FAILED" : word)),
                finding.relation().id(),
                FailureLines.printable(request(finding)));
        failures.print(finding.relation(), finding.failed());
        out.flush();
    }

    /** The request that shows it most of all, and the status that it got. */
    private static String request(Finding finding) {
        List<Request> requests = finding.failed().requests();
        if (requests.isEmpty()) {
            return finding.relation().title();
        }
        Request request = requests.get(requests.size() - 1);
        int exchanges = finding.failed().exchanges().size();
        String status = finding.failed().unanswered().isPresent() || exchanges == 0
                ? ""
                : " " + finding.failed().exchanges().get(exchanges - 1).status();
        return request.method() + " " + request.target() + status;
    }

    /** By relation, how many were only counted. */
    synchronized Map<String, Integer> more() {
        Map<String, Integer> more = new TreeMap<>(counts);
        more.values().removeIf(count -> count <= IN_FULL);
        more.replaceAll((relation, count) -> count - IN_FULL);
        return more;
    }
}
