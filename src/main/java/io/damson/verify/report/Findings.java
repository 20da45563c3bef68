package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all reports say in the same words. */
final class Findings {
    private Findings() {}

    /** How to ask one relation again, in the same way: those that judge all answers, after the one whose answer it was. */
    static String replay(Report report, Result result) {
        Stream<String> askers = result.outcome() instanceof Outcome.Failed failed
                ? failed.exchanges().stream().map(Exchange::asker).filter(asker -> !asker.isEmpty())
                : Stream.of();
        String ids = Stream.concat(askers, Stream.of(result.relation().id()))
                .distinct()
                .collect(Collectors.joining(","));
        return "--only " + ids + " --seed " + report.seed();
    }

    /** The requests of a failure as shell lines. */
    static List<String> curls(Report report, Outcome.Failed failed) {
        return failed.exchanges().stream()
                .map(exchange -> Curl.line(report.target(), exchange.request()))
                .toList();
    }

    /** One word for an outcome. */
    static String word(Result result) {
        if (result.outcome() instanceof Outcome.Passed) {
            return "passed";
        }
        if (result.outcome() instanceof Outcome.Failed failed) {
            return failed.isAccepted() ? "accepted" : "failed";
        }
        return "not checked";
    }

    /** The numbers of a run, in a line. */
    static String summary(Report report) {
        long failures = report.results().stream().filter(Result::isFailure).count();
        long accepted = report.of(Outcome.Failed.class).size() - failures;
        return report.of(Outcome.Passed.class).size() + " passed, " + failures + " failed, "
                + (accepted > 0 ? accepted + " accepted, " : "")
                + report.of(Outcome.NotChecked.class).size() + " not checked; "
                + String.format("%,d", report.requests()) + " requests in "
                + String.format(Locale.ROOT, "%.1f", report.time().toMillis() / 1000.0) + " s";
    }

    /** What could not be seen, by reason: the relations it concerns. */
    static Map<String, List<String>> gaps(Report report) {
        return report.results().stream()
                .flatMap(result -> reasons(result.outcome()).stream()
                        .map(reason -> Map.entry(reason, result.relation().id())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    /** Answers that the contract declares of operations that were asked for, and that did not come. */
    static List<String> unseen(Report report) {
        return report.operations().stream()
                .filter(operation -> report.statuses().containsKey(operation.toString()))
                .flatMap(operation -> operation.statuses().stream()
                        .filter(status -> status.matches("[0-9]{3}"))
                        .filter(status -> !report.statuses()
                                .getOrDefault(operation.toString(), Map.of())
                                .containsKey(Integer.valueOf(status)))
                        .map(status -> status + " to " + operation))
                .toList();
    }

    private static List<String> reasons(Outcome outcome) {
        if (outcome instanceof Outcome.Passed passed) {
            return passed.gaps();
        }
        return outcome instanceof Outcome.NotChecked notChecked ? List.of(notChecked.reason()) : List.of();
    }

    /** The answer as it came: status line, headers and body. */
    static String answer(Report report, Exchange exchange) {
        StringBuilder text =
                new StringBuilder("HTTP ").append(exchange.status()).append('\n');
        exchange.answer()
                .headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        return withoutSecrets(
                report, text.append('\n').append(shortened(exchange.text())).toString());
    }

    /** A server may say again what it was sent. */
    private static String withoutSecrets(Report report, String text) {
        Stream<String> keys = Stream.concat(Stream.of(report.settings().key()), report.settings().otherKey().stream())
                .flatMap(key -> key.value().stream());
        return Stream.concat(keys, report.target().headers().values().stream())
                .filter(secret -> !secret.isBlank())
                .reduce(text, (said, secret) -> said.replace(secret, "…"));
    }

    private static String shortened(String text) {
        int most = 4_000;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
