package io.damson.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Prints a line for a request: method, target, status, time, and more. Thread-safe. */
final class RequestLine {
    /** Terminals act on some of these; others hide or turn what follows. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private static final int HUNDRED = 100;

    private final PrintWriter err;
    private final Ansi colours;

    RequestLine(PrintWriter err, Ansi colours) {
        this.err = err;
        this.colours = colours;
    }

    /**
     * Prints one.
     *
     * @param request method and target
     * @param status of the response
     * @param time such as "4.1 ms"
     * @param more what else there is to show, by {@link #styled}; empty text for nothing
     */
    void print(String request, int status, String time, String more) {
        print(request, styled(style(status), String.valueOf(status)), time, more);
    }

    /** The same where no response was sent. */
    void printUnanswered(String request, String time, String more) {
        print(request, "-", time, more);
    }

    private void print(String request, String status, String time, String more) {
        err.println(UNPRINTABLE.matcher(request).replaceAll("?") + " " + status + " " + time
                + (more.isEmpty() ? "" : "  " + more));
        err.flush();
    }

    /** A word in a colour, where there are colours. */
    String styled(String style, String word) {
        return colours.string("@|" + style + " " + word + "|@");
    }

    private static String style(int status) {
        return switch (status / HUNDRED) {
            case 2 -> "green";
            case 3 -> "cyan";
            case 4 -> "yellow";
            default -> "red";
        };
    }
}
