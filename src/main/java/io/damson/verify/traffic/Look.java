package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Level;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One passage while it is judged, and what has been found. Not thread-safe. */
final class Look {
    /** How long it is likely that what a response has shown is still so. */
    private static final Duration JUST = Duration.ofSeconds(10);

    /** How many bytes the characters have at most that a report shows of a body. */
    private static final int MOST_SHOWN = 16_000;

    private final Rules rules;
    private final Level level;
    private final Passage passage;
    private final Exchange exchange;
    private final Operation operation;
    private final boolean isParallel;
    private @Nullable Exchange evidence;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> confirmed = new ArrayList<>();

    Look(Rules rules, Level level, Passage passage, Exchange exchange, Operation operation, boolean isParallel) {
        this.rules = rules;
        this.level = level;
        this.passage = passage;
        this.exchange = exchange;
        this.operation = operation;
        this.isParallel = isParallel;
    }

    Rules rules() {
        return rules;
    }

    Level level() {
        return level;
    }

    Passage passage() {
        return passage;
    }

    Exchange exchange() {
        return exchange;
    }

    /** The exchange as it is kept: as much of a long body as reports show, and not what was read from it. */
    Exchange evidence() {
        Exchange kept = evidence;
        if (kept == null) {
            byte[] body = exchange.answer().body();
            byte[] shown = body.length > MOST_SHOWN ? Arrays.copyOf(body, MOST_SHOWN) : body;
            kept = new Exchange(
                    exchange.asker(),
                    exchange.request(),
                    new Answer(passage.status(), exchange.answer().headers(), shown),
                    MissingNode.getInstance());
            evidence = kept;
        }
        return kept;
    }

    Operation operation() {
        return operation;
    }

    /** Whether requests were under way at the same time, so that nobody knows which of them the server saw first. */
    boolean isParallel() {
        return isParallel;
    }

    int status() {
        return passage.status();
    }

    JsonNode json() {
        return exchange.json();
    }

    boolean isList() {
        return operation.isForAll();
    }

    boolean is(String method) {
        return passage.method().equals(method);
    }

    /** Whether this one began when the other had ended. */
    boolean isAfter(long ended) {
        return passage.begun() - ended >= 0;
    }

    /** Whether this one began just after the other had ended, or before. */
    boolean isJustAfter(long ended) {
        return passage.begun() - ended <= JUST.toNanos();
    }

    /**
     * A relation holds for this response, or does not.
     *
     * @param before what else shows it
     */
    void require(String id, boolean holds, String expected, String got, Exchange... before) {
        if (holds) {
            rules.held(id);
        } else {
            finding(id, expected, got, before).ifPresent(findings::add);
        }
    }

    /** What would be found, if it were certain. */
    Optional<Finding> finding(String id, String expected, String got, Exchange... before) {
        Exchange[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = evidence();
        return rules.finding(id, expected, got, all);
    }

    /** What an earlier response has shown is certain by now. */
    void confirm(Finding finding) {
        confirmed.add(finding);
    }

    /** Whether the page is another one than it should be: then what it lacks follows from that. */
    boolean isWrong() {
        return findings.stream().anyMatch(finding -> !finding.relation().id().startsWith("SHAPE-"));
    }

    /** Whether it has made certain that an earlier response was wrong. */
    boolean hasConfirmed(Exchange earlier) {
        return confirmed.stream()
                .anyMatch(finding -> finding.failed().exchanges().contains(earlier));
    }

    List<Finding> findings() {
        return findings;
    }

    List<Finding> confirmed() {
        return confirmed;
    }
}
