package io.damson.verify;

/** The server cannot be checked at all; the message has the reason, and what to do. */
public final class UnusableServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableServerException(String message) {
        super(message);
    }
}
