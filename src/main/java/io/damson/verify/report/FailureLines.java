package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Request;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Relation;
import java.io.PrintWriter;
import java.util.Locale;

/** A failure for people at a terminal: what was expected, what came, why, and the requests as lines for a shell. */
public final class FailureLines {
    private static final int MOST = 2_000;

    private final PrintWriter out;
    private final Target target;

    /**
     * Writes nothing yet.
     *
     * @param target what the requests are sent to
     */
    public FailureLines(PrintWriter out, Target target) {
        this.out = out;
        this.target = target;
    }

    /** Prints what is wrong, beneath the line that names it. */
    public void print(Relation relation, Outcome.Failed failed) {
        detail("expected", failed.expected());
        detail("got", failed.got());
        detail("because", relation.because());
        for (Request request : failed.requests()) {
            String meant = Finding.meant(request);
            if (!meant.isEmpty()) {
                detail("request", meant);
            }
            detail("", Curl.line(target, request));
        }
    }

    private void detail(String name, String text) {
        out.printf(Locale.ROOT, "            %-8s  %s%n", name, printable(text));
    }

    /** A text of a server, which may steer a terminal, or be as long as it likes. */
    public static String printable(String text) {
        String shown = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return shown.length() <= MOST
                ? shown
                : shown.substring(0, MOST) + "… (" + shown.length() + " characters; --report has all of them)";
    }
}
