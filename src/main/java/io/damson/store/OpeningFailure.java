package io.damson.store;

import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** Why a database could not be opened, as a sentence: what drivers say is for those who wrote them. */
final class OpeningFailure {
    private static final String DAMAGED =
            "is damaged; damson doctor shows where. Restore a backup; sqlite3's .recover may save what is in it";

    private OpeningFailure() {}

    /** What is in the file is not what SQLite or Damson has written. */
    static DatabaseException damaged(SqliteFile file) {
        return new DatabaseException(file.path() + " " + DAMAGED);
    }

    /** PostgreSQL says it in its first line. */
    static DatabaseException of(DatabaseConfiguration configuration, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return new DatabaseException("cannot open " + configuration + ": " + firstLine(cause) + remedy(cause), failure);
    }

    /** By PostgreSQL's state (appendix A). */
    private static String remedy(Throwable cause) {
        String state = cause instanceof SQLException failure ? failure.getSQLState() : null;
        return switch (state == null ? "" : state) {
            case "28P01", "28000" -> "; check the user and the password of the database";
            case "3D000" -> "; create the database, or correct its name in the URL";
            case "08001", "08004", "08006" -> "; start PostgreSQL, or correct host and port in the URL";
            default -> "";
        };
    }

    /** SQLite has a code for it. */
    static DatabaseException of(SqliteFile file, SQLException failure) {
        String sentence = failure instanceof SQLiteException sqlite
                ? switch (SqliteConnections.code(sqlite)) {
                    case SQLITE_NOTADB ->
                        "is no SQLite database; name another file, or remove this one if it is not needed";
                    case SQLITE_CORRUPT -> DAMAGED;
                    case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
                        "cannot be written; SQLite has to write it and its folder";
                    case SQLITE_FULL -> "cannot be opened: its disk is full";
                    case SQLITE_BUSY -> "is locked by another program, and still was after a while";
                    default -> "cannot be opened: " + firstLine(failure);
                }
                : "cannot be opened: " + firstLine(failure);
        return new DatabaseException(file.path() + " " + sentence, failure);
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
