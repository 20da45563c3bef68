package io.damson.proxy.page;

import io.damson.verify.traffic.Passage;

/**
 * A request that was passed on, as it may be printed.
 *
 * @param target path and query, without secrets
 * @param milliseconds from its beginning to the last byte of its response, to a tenth
 */
public record PassedRequest(String method, String target, double milliseconds) {
    private static final double NANOS_OF_A_TENTH = 1e5;

    private static final int TENTHS = 10;

    /** The request of a passage. */
    public static PassedRequest of(Passage passage) {
        return new PassedRequest(
                passage.method(),
                Redaction.of(passage).target(passage.target()),
                (double) Math.round((passage.ended() - passage.begun()) / NANOS_OF_A_TENTH) / TENTHS);
    }
}
