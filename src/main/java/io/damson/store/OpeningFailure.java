package io.damson.store;

import java.sql.SQLException;

/** Why a database could not be opened, as a sentence: what drivers say is for those who wrote them. */
final class OpeningFailure {
    private static final int H2_IN_USE = 90020;
    private static final int H2_WRONG_USER = 28000;

    private OpeningFailure() {}

    static DatabaseException of(DatabaseConfiguration configuration, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        int code = cause instanceof SQLException sql ? sql.getErrorCode() : 0;
        return new DatabaseException(
                switch (code) {
                    case H2_IN_USE ->
                        "the database file of " + configuration + " is in use by "
                                + FileHolder.of(configuration.url())
                                        .map(FileHolder::name)
                                        .orElse("another process")
                                + "; stop that first, or use PostgreSQL (--database-url jdbc:postgresql://…), which many processes"
                                + " can use at once";
                    case H2_WRONG_USER -> "wrong user or password for " + configuration;
                    default -> "cannot open " + configuration + ": " + firstLine(cause);
                },
                failure);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
