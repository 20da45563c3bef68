package io.damson.verify.exchange;

import io.damson.verify.shape.Operation;
import io.damson.verify.shape.ShapeFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came back, of all exchanges: how often which status, and what the contract does not allow. Safe for many threads. */
public final class Ledger {
    private static final int KEPT = 10;

    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<ShapeFault.Kind, Map<String, Exchange>> faults = new EnumMap<>(ShapeFault.Kind.class);
    private final Map<String, Exchange> problems = new LinkedHashMap<>();
    private final Map<ShapeFault.Kind, Integer> judged = new EnumMap<>(ShapeFault.Kind.class);

    /** Nothing came yet. */
    public Ledger() {}

    synchronized void add(Optional<Operation> operation, Exchange exchange) {
        if (operation.isEmpty()) {
            return;
        }
        operation.get().judges(exchange.answer()).forEach(kind -> judged.merge(kind, 1, Integer::sum));
        statuses.computeIfAbsent(operation.get().toString(), o -> new TreeMap<>())
                .merge(exchange.status(), 1, Integer::sum);
        for (ShapeFault fault : operation.get().faults(exchange.answer())) {
            // The same fault in each of a hundred images is one.
            Map<String, Exchange> kind = faults.computeIfAbsent(fault.kind(), k -> new LinkedHashMap<>());
            if (kind.size() < KEPT) {
                kind.putIfAbsent(fault.text().replaceAll("/items/[0-9]+(?=[/:])", "/items/…"), exchange);
            }
        }
        if (exchange.status() >= 400 && !exchange.request().method().equals("HEAD")) {
            boolean hasQuery = exchange.request().target().contains("?");
            problems.putIfAbsent(operation.get() + " " + exchange.status() + hasQuery, exchange);
        }
    }

    /** In how many answers faults of a kind were looked for. */
    public synchronized int judged(ShapeFault.Kind kind) {
        return judged.getOrDefault(kind, 0);
    }

    /** By operation, how often which status came. */
    public synchronized Map<String, Map<Integer, Integer>> statuses() {
        Map<String, Map<Integer, Integer>> copy = new TreeMap<>();
        statuses.forEach((operation, counts) -> copy.put(operation, new TreeMap<>(counts)));
        return copy;
    }

    /** The first faults of a kind, each with the exchange that it was first seen in. */
    public synchronized Map<String, Exchange> faults(ShapeFault.Kind kind) {
        return new LinkedHashMap<>(faults.getOrDefault(kind, Map.of()));
    }

    /** An answer for each status from 400 on that an operation gave, with and without a query. */
    public synchronized List<Exchange> problems() {
        return new ArrayList<>(problems.values());
    }
}
