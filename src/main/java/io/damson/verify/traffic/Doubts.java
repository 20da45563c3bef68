package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The doubts about one account's responses, the latest of them. Not thread-safe. */
final class Doubts {
    private static final int MOST = 200;

    private final Deque<Doubt> withWitnesses = new ArrayDeque<>();
    private final Deque<Doubt> lonely = new ArrayDeque<>();

    /** Adds one that witnesses can make certain. */
    void add(Doubt doubt) {
        if (withWitnesses.size() == MOST) {
            withWitnesses.removeFirst();
        }
        withWitnesses.addLast(doubt);
    }

    /**
     * Adds one that nobody can witness; the same about another subject makes both certain.
     *
     * @return those that are certain now
     */
    List<Finding> addLonely(Doubt doubt) {
        String relation = doubt.finding().relation().id();
        Optional<Doubt> other = lonely.stream()
                .filter(known -> known.finding().relation().id().equals(relation)
                        && !known.subject().equals(doubt.subject()))
                .findFirst();
        if (other.isPresent()) {
            lonely.remove(other.get());
            return List.of(other.get().finding(), doubt.finding());
        }
        if (lonely.size() == MOST) {
            lonely.removeFirst();
        }
        lonely.addLast(doubt);
        return List.of();
    }

    /** An image was seen, by a request that began then: the doubts that are certain now. */
    List<Finding> seen(String reference, JsonNode json, long begun) {
        if (withWitnesses.isEmpty()) {
            return List.of();
        }
        List<Finding> certain = new ArrayList<>();
        withWitnesses.removeIf(doubt -> {
            if (!doubt.isBefore(begun)) {
                return false;
            }
            boolean isCertain = doubt.isConfirmedBy(reference, json);
            if (isCertain) {
                certain.add(doubt.finding());
            }
            return isCertain || !doubt.hasWitnesses();
        });
        return certain;
    }

    /** An image is gone. */
    void gone(String reference) {
        withWitnesses.forEach(doubt -> doubt.forget(reference));
        withWitnesses.removeIf(doubt -> !doubt.hasWitnesses());
    }

    void clear() {
        withWitnesses.clear();
        lonely.clear();
    }

    /** How many there are of each relation. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        withWitnesses.forEach(doubt -> counts.merge(doubt.finding().relation().id(), 1, Integer::sum));
        lonely.forEach(doubt -> counts.merge(doubt.finding().relation().id(), 1, Integer::sum));
        return counts;
    }
}
