package io.damson.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Requests of one kind and of one client that wait, in the order in which they came. Not thread-safe. */
final class Queue<W> {
    private final Crowd crowd;
    private final Deque<Waiting<W>> waiting = new ArrayDeque<>();

    Queue(Crowd crowd) {
        this.crowd = crowd;
    }

    /** Since when a request waits. */
    record Waiting<W>(W request, long since) {
        boolean isLate(Duration limit, long now) {
            return now - since > limit.toNanos();
        }
    }

    Crowd crowd() {
        return crowd;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Of the first, in nanoseconds; less than nothing where nobody waits. */
    long longestWait(long now) {
        return waiting.isEmpty() ? -1 : now - waiting.element().since();
    }

    void add(Waiting<W> one) {
        waiting.add(one);
    }

    /** Takes the first. */
    Waiting<W> remove(long now) {
        Waiting<W> first = waiting.remove();
        crowd.served(first.since(), now);
        return first;
    }

    /**
     * Takes those that have waited too long.
     *
     * @param certain how many come first and wait for longer
     */
    void removeLate(int certain, Duration ofCertain, Duration ofOthers, long now, List<W> late) {
        int place = 0;
        for (Iterator<Waiting<W>> all = waiting.iterator(); all.hasNext(); place++) {
            Waiting<W> one = all.next();
            if (one.isLate(place < certain ? ofCertain : ofOthers, now)) {
                all.remove();
                late.add(one.request());
            }
        }
    }
}
