package io.damson.store;

import java.sql.SQLException;
import java.time.DateTimeException;

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
        /** What it holds cannot be read. */
        DAMAGED(
                "The database is damaged",
                "its operator has to restore a backup",
                "; damson doctor shows where; stop the server and restore a backup");

        private final String sentence;
        private final String remedy;
        private final String operation;

        Reason(String sentence) {
            this(sentence, "send the request again in a moment", "");
        }

        /** @param operation what those who run the server are to do besides; may be empty */
        Reason(String sentence, String remedy, String operation) {
            this.sentence = sentence;
            this.remedy = remedy;
            this.operation = operation;
        }

        /** The words, without a full stop. */
        public String sentence() {
            return sentence;
        }

        /** What has to be done before the request can be answered, without a full stop. */
        public String remedy() {
            return remedy;
        }
    }

    private final Reason reason;

    DatabaseUnavailableException(Reason reason, String cause) {
        super(message(reason, cause));
        this.reason = reason;
    }

    private DatabaseUnavailableException(Reason reason, SQLException cause) {
        super(message(reason, String.valueOf(cause.getMessage())), cause);
        this.reason = reason;
    }

    private static String message(Reason reason, String cause) {
        return reason.sentence() + " (" + cause + ")" + reason.operation;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What is to be thrown for a failure: this where it is worth another try, otherwise the failure itself. */
    static RuntimeException orItself(Connections connections, RuntimeException failure) {
        if (failure instanceof DateTimeException) { // of a column that holds no date or date-time
            return new DatabaseUnavailableException(Reason.DAMAGED, String.valueOf(failure.getMessage()));
        }
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
