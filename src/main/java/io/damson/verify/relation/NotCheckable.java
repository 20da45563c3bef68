package io.damson.verify.relation;

/** A relation cannot be checked on this server; the message has the reason, and what would make it possible. */
public final class NotCheckable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCheckable(String message) {
        super(message);
    }
}
