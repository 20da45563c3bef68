package io.damson.http;

import io.damson.http.Claim.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The requests of one client. Not thread-safe. */
final class Lane<W> {
    /** A client that has had no quick answer for so long is stuck: its quick requests may last too. */
    private static final Duration STUCK = Duration.ofMillis(20);

    private static final Duration SLOW_FOR = Duration.ofSeconds(10);

    private final long client;
    private final Shares shares;
    private final Patience patience;
    private final Places places = new Places();
    private final Map<Kind, Queue<W>> queues = new EnumMap<>(Kind.class);
    private long quickAt;
    private boolean awaited;
    private boolean wasSlow;
    private long lastSlow;

    Lane(long client, Shares shares, Patience patience, long now) {
        this.client = client;
        this.quickAt = now;
        this.shares = shares;
        this.patience = patience;
    }

    long client() {
        return client;
    }

    /** What is served. */
    Places places() {
        return places;
    }

    Queue<W> queue(Kind kind) {
        return queues.computeIfAbsent(kind, unseen -> new Queue<>(new Crowd(patience)));
    }

    /** Whether a worker waits for a place for its next request. */
    void awaits(boolean now) {
        awaited = now;
    }

    void quickAt(long now) {
        quickAt = now;
    }

    /** Whether nothing of it has to be remembered. */
    boolean isIdle(long now) {
        return places.all() == 0
                && !awaited
                && !isSlow(now)
                && queues.values().stream()
                        .allMatch(queue -> queue.isEmpty() && !queue.crowd().isOverloaded(now));
    }

    boolean hasWaiting() {
        return queues.values().stream().anyMatch(queue -> !queue.isEmpty());
    }

    void slowAt(long now) {
        wasSlow = true;
        lastSlow = now;
    }

    boolean isSlow(long now) {
        wasSlow &= now - lastSlow < SLOW_FOR.toNanos();
        return wasSlow;
    }

    /** What was slow was so for another reason. */
    void forget(long now) {
        wasSlow = false;
        queues.values().forEach(queue -> queue.crowd().forget(now));
    }

    boolean isStuck(long now) {
        return now - quickAt > STUCK.toNanos();
    }

    boolean hasPlace(Kind kind, long now) {
        return (places.all() < shares.ofClient() || kind == Kind.QUICK && !isStuck(now))
                && (!kind.mayLast() || places.lasting() < shares.lastingOfClient())
                && (kind != Kind.SEARCH || places.taken(kind) == 0 || !isSlow(now));
    }

    /** The kind whose first request has waited longest, of those that have a place. */
    Optional<Kind> next(long now, Predicate<Kind> free) {
        Optional<Kind> next = Optional.empty();
        long longest = -1;
        for (Kind kind : Kind.values()) {
            Queue<W> queue = queue(kind);
            if (queue.longestWait(now) > longest && hasPlace(kind, now) && free.test(kind)) {
                next = Optional.of(kind);
                longest = queue.longestWait(now);
            }
        }
        return next;
    }
}
