package io.damson.cli;

import io.damson.mock.AnsweredRequest;
import io.damson.mock.fault.ConnectionFault;
import io.damson.mock.fault.Outcome;
import io.damson.server.FinishedRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** One line for each request of a mock: method, target, status, time, and the fault that it has met. Thread-safe. */
final class RequestLines implements Consumer<AnsweredRequest> {
    /** Terminals act on some of these; others hide or turn what follows. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private static final int HUNDRED = 100;

    private final PrintWriter err;
    private final Ansi colours;

    RequestLines(PrintWriter err, Ansi colours) {
        this.err = err;
        this.colours = colours;
    }

    @Override
    public void accept(AnsweredRequest answered) {
        FinishedRequest request = answered.request();
        StringBuilder line =
                new StringBuilder(128).append(request.knownMethod()).append(' ').append(request.shortPath());
        request.queryOfTheApi().ifPresent(query -> line.append('?').append(query));
        String target = UNPRINTABLE.matcher(line).replaceAll("?");
        boolean isSent = answered.outcome().flatMap(Outcome::connection).isEmpty();
        String status = isSent ? styled(style(request.status()), String.valueOf(request.status())) : "-";
        String fault = answered.outcome()
                .map(outcome -> "  " + styled("magenta", String.join(", ", faults(outcome))))
                .orElse("");
        err.println(target + " " + status + " " + request.milliseconds() + fault);
        err.flush();
    }

    private String styled(String style, String word) {
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

    private static List<String> faults(Outcome outcome) {
        List<String> faults = new ArrayList<>();
        outcome.source()
                .map(source -> switch (source) {
                    case REQUEST -> "fault of the request";
                    case ARMED -> "armed fault";
                    case STANDING -> "standing fault";
                })
                .map(source -> source
                        + outcome.connection()
                                .map(ConnectionFault::name)
                                .map(name -> " " + name)
                                .orElse(""))
                .ifPresent(faults::add);
        if (!outcome.delay().isZero()) {
            faults.add("delay " + outcome.delay().toMillis() + " ms");
        }
        return faults;
    }
}
