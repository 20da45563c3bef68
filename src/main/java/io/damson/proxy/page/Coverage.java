package io.damson.proxy.page;

import io.damson.verify.shape.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often the traffic has used what of the API: by operation, what was used of its options, and status. Not thread-safe. */
final class Coverage {
    /** The requests of an operation, whatever they use. */
    private static final String ALL = "";

    private final List<Operation> operations;
    private final Map<String, Map<String, Map<Integer, Integer>>> counts = new TreeMap<>();

    Coverage(List<Operation> operations) {
        this.operations = operations;
    }

    void add(Operation operation, int status, Set<String> uses) {
        Map<String, Map<Integer, Integer>> byUse = counts.computeIfAbsent(operation.toString(), o -> new TreeMap<>());
        byUse.computeIfAbsent(ALL, all -> new TreeMap<>()).merge(status, 1, Integer::sum);
        for (String use : uses) {
            byUse.computeIfAbsent(use, u -> new TreeMap<>()).merge(status, 1, Integer::sum);
        }
    }

    /** By operation, how often which status came. */
    Map<String, Map<Integer, Integer>> statuses() {
        Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
        counts.forEach((operation, byUse) -> statuses.put(operation, new TreeMap<>(byUse.getOrDefault(ALL, Map.of()))));
        return statuses;
    }

    /**
     * A line of a table.
     *
     * @param operation its name in the contract
     * @param use a query option, an operator or a function; empty text for all requests of the operation
     * @param declared the statuses that the contract declares
     * @param counts by status, how often it came
     */
    record Row(String operation, String use, Set<Integer> declared, Map<Integer, Integer> counts) {}

    /** A line for each operation, and beneath those of lists one for each thing that a request can use. */
    List<Row> rows() {
        return operations.stream()
                .flatMap(operation -> {
                    Map<String, Map<Integer, Integer>> byUse = counts.getOrDefault(operation.toString(), Map.of());
                    Map<String, Row> rows = new LinkedHashMap<>();
                    rows.put(ALL, row(operation, ALL, byUse));
                    if (isList(operation)) {
                        Uses.ALL.forEach(use -> rows.put(use, row(operation, use, byUse)));
                    }
                    return rows.values().stream();
                })
                .toList();
    }

    /** Of one image there are no options. */
    private static boolean isList(Operation operation) {
        String text = operation.toString();
        return text.startsWith("GET ") && text.indexOf('{') < 0;
    }

    private static Row row(Operation operation, String use, Map<String, Map<Integer, Integer>> byUse) {
        Set<Integer> declared = new TreeSet<>();
        operation.statuses().stream()
                .filter(status -> status.matches("[0-9]{3}"))
                .forEach(status -> declared.add(Integer.valueOf(status)));
        return new Row(operation.toString(), use, declared, Map.copyOf(byUse.getOrDefault(use, Map.of())));
    }
}
