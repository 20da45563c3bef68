package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The doubts about one account's responses, the latest of them. Not thread-safe. */
final class Doubts {
    private static final int MOST = 200;

    private final Deque<Doubt> withWitnesses = new ArrayDeque<>();
    private final Deque<Doubt> lonely = new ArrayDeque<>();

    /** Adds one that witnesses speak for. */
    void add(Doubt doubt) {
        if (withWitnesses.size() == MOST) {
            withWitnesses.removeFirst();
        }
        withWitnesses.addLast(doubt);
    }

    /**
     * Adds one that nobody can witness, or whose witness was seen; the same about other subjects makes them certain.
     *
     * @return those that are certain now
     */
    List<Finding> addLonely(Doubt doubt) {
        String relation = doubt.finding().relation().id();
        List<Doubt> same = new ArrayList<>(List.of(doubt));
        Set<String> subjects = new HashSet<>(Set.of(doubt.subject()));
        lonely.stream()
                .filter(known -> known.finding().relation().id().equals(relation)
                        && known.needed() == doubt.needed()
                        && subjects.add(known.subject()))
                .forEach(same::add);
        if (subjects.size() >= doubt.needed()) {
            lonely.removeAll(same);
            return same.stream().map(Doubt::finding).distinct().toList();
        }
        if (lonely.size() == MOST) {
            lonely.removeFirst();
        }
        lonely.addLast(doubt);
        return List.of();
    }

    /**
     * An image was seen, by a request that began then.
     *
     * @return the doubts that it speaks for
     */
    List<Doubt> seen(String reference, JsonNode json, long begun) {
        if (withWitnesses.isEmpty()) {
            return List.of();
        }
        List<Doubt> confirmed = new ArrayList<>();
        withWitnesses.removeIf(doubt -> {
            if (!doubt.isBefore(begun)) {
                return false;
            }
            boolean isConfirmed = doubt.isConfirmedBy(reference, json);
            if (isConfirmed) {
                confirmed.add(doubt);
            }
            return isConfirmed && doubt.needed() == 1 || !doubt.hasWitnesses();
        });
        return confirmed;
    }

    /** Whether an image is missing on a page of all images. */
    boolean isMissingAmongAll(String reference) {
        return withWitnesses.stream().anyMatch(doubt -> doubt.isMissingAmongAll(reference));
    }

    /** An image is missing on a page of all images. */
    void missingAmongAll(String reference) {
        withWitnesses.forEach(doubt -> doubt.forgetFiltered(reference));
        withWitnesses.removeIf(doubt -> !doubt.hasWitnesses());
    }

    /** An image is gone. */
    void gone(String reference) {
        withWitnesses.forEach(doubt -> doubt.forget(reference));
        withWitnesses.removeIf(doubt -> !doubt.hasWitnesses());
    }

    /** What nobody witnesses may have another cause. */
    void clearLonely() {
        lonely.clear();
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
