package io.damson.verify.report;

import io.damson.verify.Legible;
import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.relation.Relation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of a relation, in the words of all reports. Templates call the methods by their names. */
record Finding(Report report, Origin origin, Result result) {
    private static final int LONGEST_BODY = 4_000;

    Relation relation() {
        return result.relation();
    }

    String group() {
        return relation().id().replaceFirst("-.*", "");
    }

    String word() {
        return result.outcome().word();
    }

    /** The word as a class of HTML. */
    String style() {
        return word().replace(' ', '-');
    }

    String seconds() {
        return seconds(result.time());
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }

    List<Outcome> passed() {
        return of(Outcome.Passed.class);
    }

    List<Outcome> failed() {
        return of(Outcome.Failed.class);
    }

    List<Outcome> notChecked() {
        return of(Outcome.NotChecked.class);
    }

    private List<Outcome> of(Class<? extends Outcome> kind) {
        return kind.isInstance(result.outcome()) ? List.of(result.outcome()) : List.of();
    }

    boolean isFailure() {
        return result.isFailure();
    }

    /** What could not be seen; empty where all was. */
    String missing() {
        return String.join("; ", result.outcome().gaps());
    }

    /** The relations that were not asked since this one failed. */
    String under() {
        return report.results().stream()
                .filter(other -> other.outcome() instanceof Outcome.NotChecked notChecked
                        && notChecked.after().equals(Optional.of(relation().id())))
                .map(other -> other.relation().id())
                .collect(Collectors.joining(", "));
    }

    /** What shows it again, as a line for a shell. */
    String again() {
        return origin.again(result);
    }

    /** How often it was seen to hold, or to fail; empty where that is not counted. */
    String cases() {
        if (result.outcome() instanceof Outcome.Passed passed) {
            return Integer.toString(passed.cases());
        }
        OptionalInt failures = origin.failures(result);
        return failures.isPresent() ? Integer.toString(failures.getAsInt()) : "";
    }

    /** How often it failed; empty where that is not counted, or never. */
    String timesFailed() {
        return failed().isEmpty() ? "" : cases();
    }

    /**
     * What was asked.
     *
     * @param meant the request before percent-encoding; empty where that is the same
     * @param status of the answer; empty where none came
     * @param answer status line, headers and body
     */
    record Asked(String meant, String curl, String status, String answer) {}

    /** What shows a failure; nothing where there is none. */
    List<Asked> asked() {
        if (!(result.outcome() instanceof Outcome.Failed failed)) {
            return List.of();
        }
        Stream<Asked> answered = failed.exchanges().stream()
                .map(exchange -> asked(exchange.request(), Integer.toString(exchange.status()), answer(exchange)));
        return Stream.concat(answered, failed.unanswered().stream().map(request -> asked(request, "", "")))
                .toList();
    }

    private Asked asked(Request request, String status, String answer) {
        return new Asked(meant(request), Curl.line(report.target(), request), status, answer);
    }

    /** Empty where the request is sent as it is meant. */
    static String meant(Request request) {
        try {
            String decoded = URLDecoder.decode(request.target().replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.equals(request.target())
                    ? ""
                    : request.method() + " " + Legible.text(decoded).replaceAll("\\p{Cntrl}", "\uFFFD");
        } catch (IllegalArgumentException e) {
            // It was meant to be broken.
            return "";
        }
    }

    private String answer(Exchange exchange) {
        StringBuilder text = new StringBuilder("HTTP " + exchange.status() + "\n");
        exchange.answer().headers().forEach((name, value) -> text.append(name + ": " + value + "\n"));
        String body = exchange.text();
        text.append('\n').append(body.length() <= LONGEST_BODY ? body : body.substring(0, LONGEST_BODY) + "…");
        return origin.withoutSecrets(text.toString());
    }
}
