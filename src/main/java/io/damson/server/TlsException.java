package io.damson.server;

/** A keystore cannot be used; the message is for people to read, and says what would be right. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }
}
