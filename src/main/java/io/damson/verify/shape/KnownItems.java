package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Items of lists that were valid before, in the same bodies or others: they need not be validated again, which takes most of the time of
 * a judgement. Thread-safe.
 */
final class KnownItems {
    private static final int MOST = 2_000;

    /** The latest, by their member and value. */
    private final Map<String, Map<JsonNode, Boolean>> valid = new LinkedHashMap<>();

    /** How long lists may be, as far as that was seen: a schema may bound it. */
    private final Map<String, Set<Integer>> lengths = new LinkedHashMap<>();

    /**
     * Whether the body is valid, as far as that can be told by its items that are not known.
     *
     * @param faults validates a body
     * @return false where the whole has to be validated
     */
    boolean isValid(JsonNode body, Function<JsonNode, List<?>> faults) {
        if (!(body instanceof ObjectNode object)) {
            return faults.apply(body).isEmpty();
        }
        ObjectNode rest = object.objectNode();
        Map<String, List<JsonNode>> fresh = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (member.getValue() instanceof ArrayNode items
                    && !items.isEmpty()
                    && items.get(0).isObject()) {
                List<JsonNode> unknown = unknown(member.getKey(), items);
                fresh.put(member.getKey(), unknown);
                rest.putArray(member.getKey()).addAll(unknown);
            } else {
                rest.set(member.getKey(), member.getValue());
            }
        });
        boolean isKnownToFit = fresh.keySet().stream()
                .allMatch(member -> isKnown(member, object.path(member).size()));
        boolean isValid = faults.apply(isKnownToFit ? rest : object).isEmpty();
        if (isValid) {
            fresh.forEach(
                    (member, items) -> add(member, items, object.path(member).size()));
        }
        return isValid;
    }

    private synchronized boolean isKnown(String member, int length) {
        return lengths.getOrDefault(member, Set.of()).contains(length);
    }

    private synchronized List<JsonNode> unknown(String member, ArrayNode items) {
        Map<JsonNode, Boolean> known = valid.getOrDefault(member, Map.of());
        List<JsonNode> unknown = new ArrayList<>();
        items.forEach(item -> {
            if (!known.containsKey(item)) {
                unknown.add(item);
            }
        });
        return unknown;
    }

    private synchronized void add(String member, List<JsonNode> items, int length) {
        Set<Integer> fitting = lengths.computeIfAbsent(member, name -> new HashSet<>());
        if (fitting.size() < MOST) {
            fitting.add(length);
        }
        Map<JsonNode, Boolean> known = valid.computeIfAbsent(member, name -> new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<JsonNode, Boolean> eldest) {
                return size() > MOST;
            }
        });
        items.forEach(item -> known.put(item, true));
    }
}
