package io.damson.cli;

import io.damson.mock.AnsweredRequest;
import io.damson.mock.fault.ConnectionFault;
import io.damson.mock.fault.Outcome;
import io.damson.server.FinishedRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Help.Ansi;

/** One line for each request of a mock: method, target, status, time, and the fault that it has met. Thread-safe. */
final class RequestLines implements Consumer<AnsweredRequest> {
    private final RequestLine line;

    RequestLines(PrintWriter err, Ansi colours) {
        this.line = new RequestLine(err, colours);
    }

    @Override
    public void accept(AnsweredRequest answered) {
        FinishedRequest request = answered.request();
        StringBuilder target =
                new StringBuilder(128).append(request.knownMethod()).append(' ').append(request.shortPath());
        request.queryOfTheApi().ifPresent(query -> target.append('?').append(query));
        String fault = answered.outcome()
                .map(outcome -> line.styled("magenta", String.join(", ", faults(outcome))))
                .orElse("");
        if (answered.outcome().flatMap(Outcome::connection).isEmpty()) {
            line.print(target.toString(), request.status(), request.milliseconds(), fault);
        } else {
            line.printUnanswered(target.toString(), request.milliseconds(), fault);
        }
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
