package io.damson.store;

/** A database that cannot be opened or that failed in long work, with the reason and what to do, for people to read. Holds no password. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A sentence that people can act on. */
    public DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
