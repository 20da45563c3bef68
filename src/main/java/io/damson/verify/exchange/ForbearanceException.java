package io.damson.verify.exchange;

/** No further request may be sent: the server does not want any, or the bound that was given is reached. */
public final class ForbearanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForbearanceException(String message) {
        super(message);
    }
}
