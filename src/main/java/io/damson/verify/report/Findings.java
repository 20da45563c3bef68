package io.damson.verify.report;

import io.damson.verify.Legible;
import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all reports say in the same words. */
final class Findings {
    private static final List<String> WORDS =
            List.of("passed", "partly", "failed", "accepted", "warning", "not checked");
    private static final Set<String> ALWAYS = Set.of("passed", "failed", "not checked");

    private Findings() {}

    /** The version that the jar was built as. */
    static String version() {
        String version = Findings.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** What the run comes to, in words. */
    static String verdict(Report report) {
        return switch (report.verdict()) {
            case CONFORMS ->
                "conforms, as far as it was checked: " + checked(report) + " of "
                        + report.results().size() + " relations"
                        + counted(report, "accepted", "warning", "not checked");
            case DOES_NOT_CONFORM -> "does not conform" + counted(report, "failed", "accepted", "not checked");
            case INCOMPLETE ->
                "incomplete, since not all was checked (--fail-on "
                        + report.settings().failOn() + "): "
                        + checked(report) + " of " + report.results().size() + " relations"
                        + counted(report, "accepted", "warning", "partly", "not checked");
            case UNKNOWN ->
                report.brokenOff().isPresent()
                        ? "nothing can be said: the run was broken off"
                        : "nothing can be said: nothing could be checked";
        };
    }

    /** How many there are of each, where there are any. */
    private static String counted(Report report, String... words) {
        return Stream.of(words)
                .map(word -> Map.entry(
                        word,
                        report.results().stream()
                                .filter(result -> word(result).equals(word))
                                .count()))
                .filter(count -> count.getValue() > 0)
                .map(count -> ", " + count.getValue() + " " + count.getKey())
                .collect(Collectors.joining());
    }

    /** The relations that were not asked since this one failed. */
    static List<String> under(Report report, Result failure) {
        return report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.NotChecked notChecked
                        && notChecked
                                .after()
                                .filter(failure.relation().id()::equals)
                                .isPresent())
                .map(result -> result.relation().id())
                .toList();
    }

    private static int checked(Report report) {
        return report.results().size() - report.of(Outcome.NotChecked.class).size();
    }

    /** The requests of a failure as shell lines. */
    static List<String> curls(Report report, Outcome.Failed failed) {
        return failed.requests().stream()
                .map(request -> Curl.line(report.target(), request))
                .toList();
    }

    /** A request as it is meant, where it is sent percent-encoded. */
    static Optional<String> meant(Request request) {
        try {
            String decoded = URLDecoder.decode(request.target().replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.equals(request.target())
                    ? Optional.empty()
                    : Optional.of(request.method() + " " + Legible.text(decoded).replaceAll("\\p{Cntrl}", "\uFFFD"));
        } catch (IllegalArgumentException e) {
            // It was meant to be broken.
            return Optional.empty();
        }
    }

    /** One word for an outcome. */
    static String word(Result result) {
        if (result.outcome() instanceof Outcome.Passed passed) {
            return passed.gaps().isEmpty() ? "passed" : "partly";
        }
        if (result.outcome() instanceof Outcome.Failed failed) {
            return failed.severity() == Outcome.Severity.FAILURE
                    ? "failed"
                    : failed.severity().name().toLowerCase(Locale.ROOT);
        }
        return "not checked";
    }

    /** The numbers of a run, in a line. */
    static String summary(Report report) {
        Map<String, Long> counts =
                report.results().stream().collect(Collectors.groupingBy(Findings::word, Collectors.counting()));
        return WORDS.stream()
                        .filter(word -> counts.containsKey(word) || ALWAYS.contains(word))
                        .map(word -> counts.getOrDefault(word, 0L) + " " + word)
                        .collect(Collectors.joining(", "))
                + "; " + String.format(Locale.ROOT, "%,d", report.requests()) + " requests in "
                + String.format(Locale.ROOT, "%.1f", report.time().toMillis() / 1000.0) + " s";
    }

    /** Deviations that were expected, and did not show themselves. */
    static List<String> mended(Report report) {
        return report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Passed)
                .map(result -> result.relation().id())
                .filter(report.settings().known()::contains)
                .toList();
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

    /** What of the outcome could not be seen, and why. */
    static List<String> reasons(Outcome outcome) {
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
        return report.settings()
                .withoutSecrets(
                        text.append('\n').append(shortened(exchange.text())).toString());
    }

    private static String shortened(String text) {
        int most = 4_000;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
