package io.damson.verify.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Keeps to a rate: no window of time has more requests than it allows. Thread-safe. */
final class Pacing {
    /** The server's clock and its windows are not quite ours. */
    private static final int MARGIN_PERCENT = 5;

    private final Optional<Rate> rate;
    /** When the last ones were answered: the server saw them before. */
    private final Deque<Long> answered = new ArrayDeque<>();

    /** @param rate empty where there is no bound */
    Pacing(Optional<Rate> rate) {
        this.rate = rate;
    }

    /** How many may be sent at once. */
    int mostAtOnce() {
        return rate.map(Rate::requests).orElse(Integer.MAX_VALUE);
    }

    /**
     * Waits until so many may be sent at once.
     *
     * @param count at most as many as the rate allows
     */
    void awaitRoomFor(int count) {
        if (rate.isPresent()) {
            await(rate.get(), count);
        }
    }

    /** One was sent, and answered or given up. */
    synchronized void answered() {
        if (rate.isPresent()) {
            answered.addLast(System.nanoTime());
        }
    }

    private synchronized void await(Rate bound, int count) {
        Duration window =
                bound.window().plus(bound.window().multipliedBy(MARGIN_PERCENT).dividedBy(100));
        while (answered.size() > bound.requests() - count) {
            Client.pause(Duration.ofNanos(answered.removeFirst() + window.toNanos() - System.nanoTime()));
        }
    }
}
