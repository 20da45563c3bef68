package io.damson.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** The database is away, or has no room for us now: the same may well work a moment later. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Classes of SQLSTATE: the connection, resources, an operator's intervention, the system's own errors. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

    /** H2: the connection is broken, the database closed, or being shut down. */
    private static final Set<Integer> OF_H2 = Set.of(90067, 90098, 90121);

    private DatabaseUnavailableException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** What is to be thrown for a failure: this where the database is away, otherwise the failure itself. */
    static RuntimeException orItself(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isAway(sql)) {
                return new DatabaseUnavailableException(sql);
            }
        }
        return failure;
    }

    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || OF_H2.contains(failure.getErrorCode())
                || (state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }
}
