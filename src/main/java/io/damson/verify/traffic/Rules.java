package io.damson.verify.traffic;

import io.damson.verify.Legible;
import io.damson.verify.Outcome;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.relation.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The relations that are judged by, and how often each was seen to hold. Not thread-safe. */
final class Rules {
    private final JudgeSettings settings;
    private final Map<String, Relation> relations;
    private final Map<String, Integer> cases = new TreeMap<>();

    Rules(JudgeSettings settings) {
        this.settings = settings;
        this.relations = settings.relations().all().stream()
                .filter(settings::isJudgedBy)
                .collect(Collectors.toMap(Relation::id, Function.identity()));
    }

    /** The relation was seen to hold, if it is judged by. */
    void held(String id) {
        held(id, 1);
    }

    /** The same, so many times. */
    void held(String id, int times) {
        if (relations.containsKey(id)) {
            cases.merge(id, times, Integer::sum);
        }
    }

    Map<String, Integer> cases() {
        return cases;
    }

    /**
     * What is said of a relation that does not hold; nothing where it is not judged by.
     *
     * @param exchanges what shows it, the last one most of all
     */
    Optional<Finding> finding(String id, String expected, String got, Exchange... exchanges) {
        return Optional.ofNullable(relations.get(id))
                .map(relation -> new Finding(
                        relation,
                        new Outcome.Failed(
                                Legible.text(expected),
                                Legible.text(got),
                                List.copyOf(Arrays.asList(exchanges)),
                                Optional.empty(),
                                settings.severity(relation))));
    }

    /** The first of these relations that is judged by. */
    String firstOf(String... ids) {
        return Arrays.stream(ids).filter(relations::containsKey).findFirst().orElse(ids[0]);
    }
}
