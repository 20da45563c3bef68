package io.damson.verify.relation;

/** Nothing can be said about a relation on this server; the message says why, and what would make it possible. */
public final class NotCheckable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCheckable(String message) {
        super(message);
    }
}
