package io.damson.http;

import java.time.Duration;

/**
 * Tells a burst, which passes, from more requests than can be served. While a queue is overloaded, it is kept short, so that those who are
 * served are served soon. Not thread-safe.
 */
final class Crowd {
    /** So long nobody is refused before the overload is over: clients that have been told to wait a second have come back by then. */
    private static final Duration CALM = Duration.ofSeconds(2);

    /** After that, a queue is tried with a little more patience: what is refused may be no more than could be served. */
    private static final Duration TRIED_AFTER = Duration.ofSeconds(20);

    /** By what part the latest time between two that are served changes what is known of them. */
    private static final int WEIGHT = 8;

    /** What is known of a queue from which nobody has been served lately. */
    private static final long LONGEST_INTERVAL = Duration.ofMillis(100).toNanos();

    private final Patience patience;
    private long intervalNanos = LONGEST_INTERVAL;
    private long shortAt;
    private long movedAt;
    private boolean overloaded;
    private long overloadedAt;
    private long refusedAt;

    Crowd(Patience patience) {
        this.patience = patience;
    }

    /** Nobody has had to wait long. */
    void isShort(long now) {
        shortAt = now;
        movedAt = now;
    }

    /** Has one been served that came at that time. */
    void served(long since, long now) {
        intervalNanos += (Math.min(now - movedAt, LONGEST_INTERVAL) - intervalNanos) / WEIGHT;
        movedAt = now;
        if (now - since <= patience.crowded().toNanos()) {
            isShort(now);
        }
    }

    /** How many are served so soon, as fast as it goes now, that nobody minds that they wait. */
    long servedSoon() {
        return patience.crowded().toNanos() / 2 / Math.max(1, intervalNanos);
    }

    /** What was an overload was something else. */
    void forget(long now) {
        isShort(now);
        overloaded = false;
    }

    /** Somebody has been refused. */
    void refused(long now) {
        refusedAt = now;
        if (overloaded && !isKeptShort(now)) {
            overloadedAt = now;
        }
    }

    /** Looks whether an overload has begun, or is over. */
    void look(long now) {
        overloaded = overloaded && now - refusedAt <= CALM.toNanos();
        if (!overloaded && now - shortAt > patience.burst().toNanos()) {
            overloaded = true;
            overloadedAt = now;
            refusedAt = now;
        }
    }

    /** Whether there has been an overload a moment ago. */
    boolean isOverloaded(long now) {
        return overloaded && now - refusedAt <= CALM.toNanos();
    }

    /** Whether nobody has been served for so long that nobody is certain to be served soon. */
    boolean isStuck(long now) {
        return now - movedAt > patience.burst().toNanos();
    }

    /** Whether nobody may join the queue but the few who are certain to be served soon. */
    boolean isKeptShort(long now) {
        return isOverloaded(now) && now - overloadedAt < TRIED_AFTER.toNanos();
    }

    /** How long the others wait at most. */
    Duration limit(long now) {
        return isOverloaded(now) ? patience.crowded() : patience.burst();
    }
}
