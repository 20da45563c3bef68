package io.damson.http;

/**
 * What a request takes of a server that many share.
 *
 * @param client whom it counts for
 * @param kind for what it may hold a worker
 */
public record Claim(long client, Kind kind) {
    /** For what a request may hold a worker. */
    public enum Kind {
        /** It never lasts. */
        QUICK,
        /** It may wait for others that write. */
        CHANGE,
        /** It may last by its own fault. */
        SEARCH;

        /** Whether it may last. */
        boolean mayLast() {
            return this != QUICK;
        }
    }
}
