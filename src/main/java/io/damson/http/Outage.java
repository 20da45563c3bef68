package io.damson.http;

import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells requests that waited for something that was away, such as a database, from those that waited for each other: of the former, all are
 * answered by 503 for a while. Thread-safe.
 */
final class Outage {
    /** Errors that only what may be away can find. */
    private static final Set<Integer> OF_AN_IMAGE =
            Set.of(ProblemType.NOT_FOUND.status(), ProblemType.CONFLICT.status());

    private final long least;
    private final LongSupplier nanos;
    private volatile long servedAt;
    private volatile boolean refused;

    /**
     * At first there is none.
     *
     * @param least how long none but 503 has to be answered
     * @param nanos a clock
     */
    Outage(Duration least, LongSupplier nanos) {
        this.least = least.toNanos();
        this.nanos = nanos;
        this.servedAt = nanos.getAsLong();
    }

    /**
     * Notes the status of a response; whether it is the first after an outage. Where several come at once, each may be taken for the first.
     * A request without a key or with a wrong filter is refused during an outage too: its response ends none.
     */
    boolean endsWith(int status) {
        if (status == ProblemType.SERVICE_UNAVAILABLE.status()) {
            refused = true;
            return false;
        }
        if (status >= ProblemType.BAD_REQUEST.status() && !OF_AN_IMAGE.contains(status)) {
            return false;
        }
        long now = nanos.getAsLong();
        boolean isFirst = refused && now - servedAt > least;
        refused = false;
        servedAt = now;
        return isFirst;
    }
}
