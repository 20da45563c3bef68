package io.damson.verify;

/** The server cannot be asked at all; the message says why, and what to do. */
public final class UnusableServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableServerException(String message) {
        super(message);
    }
}
