package io.damson.verify.exchange;

/** A request got no answer: the connection could not be made, or it broke. */
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Request request;

    NoAnswerException(Request request, String message, Throwable cause) {
        super(message, cause);
        this.request = request;
    }

    /** What was asked. */
    public Request request() {
        return request;
    }
}
