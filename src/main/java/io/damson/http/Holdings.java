package io.damson.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the connections of a server hold together: places, and bytes of requests and of answers that nobody takes. Thread-safe. */
final class Holdings {
    /** What each connection may hold without being counted. */
    static final int FREE_BYTES = 4_096;

    /** Of the heap: a request is copied a few times until it is answered. */
    private static final int PART_OF_MEMORY = 8;

    /** Connections beyond the bound, as a part of it, whose clients are told so; others are cut. */
    private static final int PART_THAT_IS_TOLD = 4;

    private final int maxConnections;
    private final long maxBytes;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Holdings(int maxConnections, long maxBytes) {
        this.maxConnections = maxConnections;
        this.maxBytes = maxBytes;
    }

    /** Within the limits, and a part of the memory that there is. */
    static Holdings of(HttpLimits limits) {
        return new Holdings(limits.maxConnections(), Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
    }

    /** What becomes of a new connection. */
    enum Place {
        TAKEN,
        /** Its request is refused. */
        SURPLUS,
        /** There is not even room to say so. */
        NONE
    }

    /** Counts one more connection. */
    Place enter() {
        int all = connections.incrementAndGet();
        return all <= maxConnections
                ? Place.TAKEN
                : all <= maxConnections + Math.max(1, maxConnections / PART_THAT_IS_TOLD) ? Place.SURPLUS : Place.NONE;
    }

    /** Counts one connection less. */
    void leave() {
        connections.decrementAndGet();
    }

    /** Counts bytes that are held from now on, or no longer; whether all are within the bound. */
    boolean hold(long more) {
        return more == 0 || bytes.addAndGet(more) <= maxBytes || more < 0;
    }
}
