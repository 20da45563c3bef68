package io.damson.verify.exchange;

import io.damson.verify.shape.Operation;
import io.damson.verify.shape.ShapeFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * What came back, of all exchanges: how often which status, and what the contract does not allow. Many threads may add; one reads,
 * when they have.
 */
public final class Ledger {
    private static final int KEPT = 10;

    private static final Executor JUDGE = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "damson-judge");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();
    private final Map<ShapeFault.Kind, Map<String, Exchange>> faults = new EnumMap<>(ShapeFault.Kind.class);
    private final Map<String, Exchange> problems = new LinkedHashMap<>();
    private final Map<ShapeFault.Kind, Integer> judged = new EnumMap<>(ShapeFault.Kind.class);
    private final Map<String, Exchange> unjudged = new LinkedHashMap<>();

    private CompletableFuture<Void> judging = CompletableFuture.completedFuture(null);

    /** Judges an answer, while the next request is on its way. */
    synchronized void add(Operation operation, Exchange exchange) {
        judging = judging.thenRunAsync(() -> judge(operation, exchange), JUDGE);
    }

    /** Waits until all is judged that came; after that nothing changes what is read, until more is added. */
    private void settle() {
        CompletableFuture<Void> all;
        synchronized (this) {
            all = judging;
        }
        all.join();
    }

    private void judge(Operation operation, Exchange exchange) {
        statuses.computeIfAbsent(operation.toString(), o -> new TreeMap<>()).merge(exchange.status(), 1, Integer::sum);
        try {
            judgeShape(operation, exchange);
        } catch (RuntimeException | StackOverflowError e) {
            // An answer that cannot be judged is no reason to lose the others.
            if (unjudged.size() < KEPT) {
                unjudged.putIfAbsent(String.valueOf(e), exchange);
            }
        }
        if (exchange.status() >= 400 && !exchange.request().method().equals("HEAD")) {
            boolean hasQuery = exchange.request().target().contains("?");
            problems.putIfAbsent(operation + " " + exchange.status() + hasQuery, exchange);
        }
    }

    private void judgeShape(Operation operation, Exchange exchange) {
        List<ShapeFault> found = operation.faults(exchange.answer());
        operation.judges(exchange.answer()).forEach(kind -> judged.merge(kind, 1, Integer::sum));
        for (ShapeFault fault : found) {
            // An option that is not implemented may be told so (OData 4.01 Protocol, 9.3.1); where it is documented,
            // relations tell it.
            if (fault.kind() == ShapeFault.Kind.STATUS
                    && exchange.status() == 501
                    && exchange.request().target().contains("?")) {
                continue;
            }
            // The same fault in each of a hundred images is one.
            Map<String, Exchange> kind = faults.computeIfAbsent(fault.kind(), k -> new LinkedHashMap<>());
            if (kind.size() < KEPT) {
                kind.putIfAbsent(fault.text().replaceAll("/items/[0-9]+(?=[/:])", "/items/…"), exchange);
            }
        }
    }

    /** Answers that could not be judged, the first for each mistake of the kit's that came of one. */
    public Map<String, Exchange> unjudged() {
        settle();
        return new LinkedHashMap<>(unjudged);
    }

    /** In how many answers faults of a kind were looked for. */
    public int judged(ShapeFault.Kind kind) {
        settle();
        return judged.getOrDefault(kind, 0);
    }

    /** By operation, how often which status came. */
    public Map<String, Map<Integer, Integer>> statuses() {
        settle();
        Map<String, Map<Integer, Integer>> copy = new TreeMap<>();
        statuses.forEach((operation, counts) -> copy.put(operation, new TreeMap<>(counts)));
        return copy;
    }

    /** The first faults of a kind, each with the exchange that it was first seen in. */
    public Map<String, Exchange> faults(ShapeFault.Kind kind) {
        settle();
        return new LinkedHashMap<>(faults.getOrDefault(kind, Map.of()));
    }

    /** An answer for each status from 400 on that an operation gave, with and without a query. */
    public List<Exchange> problems() {
        settle();
        return new ArrayList<>(problems.values());
    }
}
