package io.damson.verify.report;

import io.damson.verify.Outcome;
import io.damson.verify.Report;
import io.damson.verify.Result;
import io.damson.verify.shape.Operation;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run has found, in the words of all reports. Templates call the methods by their names. */
record Findings(Report report, Origin origin) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<String> WORDS =
            List.of("passed", "partly", "failed", "accepted", "warning", "not checked");
    private static final Set<String> ALWAYS = Set.of("passed", "failed", "not checked");

    /** The version that the jar was built as. */
    String version() {
        String version = Findings.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** Of a run of the kit. */
    static Findings of(Report report) {
        return new Findings(report, new VerifyOrigin(report));
    }

    /** The run as a line for a shell. */
    String command() {
        return origin.command();
    }

    /** What the run comes to, in a few words. */
    String outcome() {
        return report.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The outcome as a class of HTML. */
    String style() {
        return outcome().replace(' ', '-');
    }

    /** What the run comes to, with the numbers that it follows from. */
    String verdict() {
        return switch (report.verdict()) {
            case CONFORMS ->
                "conforms, as far as it was checked: " + checked() + counted("accepted", "warning", "not checked");
            case DOES_NOT_CONFORM -> "does not conform" + counted("failed", "accepted", "not checked");
            case INCOMPLETE ->
                "incomplete, since not all was checked (--fail-on "
                        + report.settings().failOn() + "): " + checked()
                        + counted("accepted", "warning", "partly", "not checked");
            case UNKNOWN ->
                report.brokenOff().isPresent()
                        ? "no verdict: the run was broken off"
                        : "no verdict: nothing could be checked";
        };
    }

    private String checked() {
        int all = report.results().size();
        return (all - count("not checked")) + " of " + all + " relations";
    }

    private String counted(String... words) {
        return Stream.of(words)
                .filter(word -> count(word) > 0)
                .map(word -> ", " + count(word) + " " + word)
                .collect(Collectors.joining());
    }

    /** How many relations have an outcome of this word. */
    private long count(String word) {
        return report.results().stream()
                .filter(result -> result.outcome().word().equals(word))
                .count();
    }

    /** The numbers of the run, in a line. */
    String summary() {
        String counts = WORDS.stream()
                .filter(word -> count(word) > 0 || ALWAYS.contains(word))
                .map(word -> count(word) + " " + word)
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s; %,d requests in %.1f s",
                counts,
                report.requests(),
                report.time().toMillis() / 1000.0);
    }

    List<Finding> all() {
        return report.results().stream()
                .map(result -> new Finding(report, origin, result))
                .toList();
    }

    List<Finding> failures() {
        return all().stream().filter(finding -> !finding.failed().isEmpty()).toList();
    }

    int failureCount() {
        return failures().size();
    }

    /** Deviations that were expected, and did not show themselves. */
    List<String> mended() {
        return report.results().stream()
                .filter(result -> result.outcome() instanceof Outcome.Passed)
                .map(result -> result.relation().id())
                .filter(report.settings().known()::contains)
                .toList();
    }

    /**
     * What could not be seen.
     *
     * @param relations the ids of those that it concerns
     */
    record Gap(String reason, String relations) {}

    List<Gap> gaps() {
        Map<String, List<String>> gaps = new LinkedHashMap<>();
        for (Result result : report.results()) {
            for (String reason : result.outcome().gaps()) {
                gaps.computeIfAbsent(reason, r -> new ArrayList<>())
                        .add(result.relation().id());
            }
        }
        return gaps.entrySet().stream()
                .map(gap -> new Gap(gap.getKey(), String.join(", ", gap.getValue())))
                .toList();
    }

    /** Answers that the contract declares of operations that were asked for, and that did not come. */
    List<String> unseen() {
        return report.operations().stream()
                .filter(operation -> report.statuses().containsKey(operation.toString()))
                .flatMap(operation -> operation.statuses().stream()
                        .filter(status -> status.matches("[0-9]{3}"))
                        .filter(status -> !counts(operation).containsKey(Integer.valueOf(status)))
                        .map(status -> status + " to " + operation))
                .toList();
    }

    private Map<Integer, Integer> counts(Operation operation) {
        return report.statuses().getOrDefault(operation.toString(), Map.of());
    }

    /** All statuses that came, or are declared. */
    Set<Integer> statuses() {
        Set<Integer> statuses = new TreeSet<>();
        report.statuses().values().forEach(counts -> statuses.addAll(counts.keySet()));
        report.operations().stream()
                .flatMap(operation -> operation.statuses().stream())
                .filter(status -> status.matches("[0-9]+"))
                .map(Integer::valueOf)
                .forEach(statuses::add);
        return statuses;
    }

    /** How often an operation gave each of the statuses. */
    record Row(Operation operation, List<Cell> cells) {}

    /**
     * How often it gave one.
     *
     * @param kind came, undeclared, missing or none
     */
    record Cell(String kind, String count) {}

    List<Row> coverage() {
        return report.operations().stream()
                .map(operation -> new Row(
                        operation,
                        statuses().stream()
                                .map(status -> cell(operation, status))
                                .toList()))
                .toList();
    }

    private Cell cell(Operation operation, int status) {
        boolean isDeclared = operation.statuses().contains(Integer.toString(status));
        Integer count = counts(operation).get(status);
        if (count != null) {
            return new Cell(isDeclared ? "came" : "undeclared", count.toString());
        }
        return isDeclared ? new Cell("missing", "0") : new Cell("none", "");
    }

    /** Empty where it is Damson's own. */
    String contract() {
        return report.settings().contract().map(Path::toString).orElse("");
    }

    String brokenOff() {
        return report.brokenOff().orElse("");
    }

    String begun() {
        return TIME.format(report.begun());
    }

    /** To the second, as JUnit writes it. */
    String timestamp() {
        return report.begun().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    String seconds() {
        return Finding.seconds(report.time());
    }

    /** The test cases of JUnit: the relations, and one that fails where the run is broken off. */
    int tests() {
        return report.results().size() + errors();
    }

    int errors() {
        return report.brokenOff().isPresent() ? 1 : 0;
    }

    long failed() {
        return count("failed");
    }

    long skipped() {
        return count("accepted") + count("warning") + count("not checked");
    }
}
