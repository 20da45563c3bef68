package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    private final Map<String, Set<Item>> valid = new LinkedHashMap<>();

    /** An item whose first members tell it from nearly all others: to hash them all takes longer than to compare them. */
    private record Item(JsonNode node) {
        private static final int TELLING = 2;

        @Override
        public int hashCode() {
            int hash = node.size();
            Iterator<JsonNode> members = node.elements();
            for (int i = 0; i < TELLING && members.hasNext(); i++) {
                hash = 31 * hash + members.next().hashCode();
            }
            return hash;
        }
    }

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
        Set<Item> known = valid.getOrDefault(member, Set.of());
        List<JsonNode> unknown = new ArrayList<>();
        items.forEach(item -> {
            if (!known.contains(new Item(item))) {
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
        Set<Item> known = valid.computeIfAbsent(member, name -> new LinkedHashSet<>());
        items.forEach(item -> known.add(new Item(item)));
        for (Iterator<Item> eldest = known.iterator(); known.size() > MOST; ) {
            eldest.next();
            eldest.remove();
        }
    }
}
