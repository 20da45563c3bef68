package io.damson.store;

import java.sql.SQLException;

/** The database has not done what it was to do, and the same may well work a moment later. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, in words for the client. */
    public enum Reason {
        /** It cannot be reached, or has no room for us. */
        AWAY("The database cannot be reached now"),
        /** Somebody else holds what the request needs, such as an import. */
        BUSY("Something else is writing to the database, such as an import"),
        /** A statement has lasted longer than it may. */
        TOO_SLOW("The request took longer than this server allows"),
        /** It answers, but takes no changes, as a standby does. */
        READ_ONLY("The database is read-only now"),
        /** There is no room on its disk. */
        FULL("The disk of the database is full"),
        /** A table, a schema or a right that is needed is not there; an operator can give it back. */
        UNUSABLE("The database cannot be used as it is"),
        /** What it has stored cannot be read. */
        DAMAGED("The database is damaged");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** The words, without a full stop. */
        public String sentence() {
            return sentence;
        }
    }

    private final Reason reason;

    DatabaseUnavailableException(Reason reason, String cause) {
        super(reason.sentence() + " (" + cause + ")");
        this.reason = reason;
    }

    private DatabaseUnavailableException(Reason reason, SQLException cause) {
        super(reason.sentence() + " (" + cause.getMessage() + ")", cause);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What is to be thrown for a failure: this where it is worth another try, otherwise the failure itself. */
    static RuntimeException orItself(Connections connections, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var reason = connections.reason(sql);
                if (reason.isPresent()) {
                    return new DatabaseUnavailableException(reason.get(), sql);
                }
            }
        }
        return failure;
    }
}
