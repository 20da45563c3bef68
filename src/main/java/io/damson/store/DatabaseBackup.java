package io.damson.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A copy of an SQLite database as it is at one moment, made while servers and imports go on with it (SQLite's online backup). The file
 * gets its name when the copy is whole, on disk and found sound; until then it lies in a folder beside, which is removed where the
 * process is told to stop. The database is not changed, nor its schema brought to a newer version.
 */
public final class DatabaseBackup {
    private static final List<String> BESIDE_A_DATABASE = List.of("", "-wal", "-shm", "-import");

    /** Four megabytes; then the progress is told. */
    private static final int PAGES_AT_ONCE = 1_024;

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private final SqliteFile file;
    private final Path target;

    /** Receives the progress of a copy. */
    public interface Progress {
        /**
         * Told after every few megabytes.
         *
         * @param bytes how many are copied
         * @param share how much of the database that is, 0 to 1
         */
        void at(long bytes, double share);
    }

    /**
     * Of the database, into a file.
     *
     * @param configuration of an SQLite file that is there
     */
    public DatabaseBackup(DatabaseConfiguration configuration, Path target) {
        SqliteLibrary.prepare();
        this.file = SqliteFile.at(configuration.path());
        this.target = target;
    }

    /**
     * Makes the copy.
     *
     * @param overwrite whether a file that is there is replaced
     * @return how large the copy is, in bytes
     * @throws FileAlreadyExistsException if a file is there that is not to be replaced
     * @throws IOException if the copy cannot be written
     * @throws DatabaseException if there can be no copy, with the reason and what to do
     */
    public long write(boolean overwrite, Progress progress) throws IOException {
        requireTarget(overwrite);
        TemporaryFolder folder = TemporaryFolder.beside(target);
        Thread interrupted = new Thread(folder::remove, "damson-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            Path part = folder.path().resolve("part.db");
            copy(part, progress);
            requireSound(part);
            long bytes = Files.size(part);
            force(part);
            requireTarget(overwrite);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
            return bytes;
        } finally {
            folder.remove();
            forget(interrupted);
        }
    }

    private void requireTarget(boolean overwrite) throws IOException {
        for (String end : BESIDE_A_DATABASE) {
            Path used = Path.of(file.path() + end);
            if (used.equals(target.toAbsolutePath().normalize())
                    || Files.exists(used) && Files.exists(target) && Files.isSameFile(used, target)) {
                throw new DatabaseException(target + " belongs to the database itself; name another file");
            }
        }
        Path log = Path.of(target + "-wal");
        if (Files.exists(log)) {
            throw new DatabaseException(target + " is a database that is in use or was not closed, since there is "
                    + log + "; name another file");
        }
        if (Files.isDirectory(target) || Files.exists(target) && !overwrite) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    /**
     * All steps see what the database was when the transaction began, and so the copy need not begin anew when somebody writes. Nobody
     * waits for a reader; only the write-ahead log cannot begin anew until the end.
     */
    private void copy(Path part, Progress progress) throws IOException {
        try (SQLiteConnection connection = source(file).getConnection(null, null);
                Statement statement = connection.createStatement()) {
            statement.execute("begin");
            long pageBytes = SqliteFile.number(statement, "pragma page_size");
            file.requireOurs(statement);
            int code = connection
                    .getDatabase()
                    .backup(
                            "main",
                            part.toString(),
                            (left, all) -> progress.at((all - left) * pageBytes, 1 - (double) left / all),
                            0,
                            0,
                            PAGES_AT_ONCE);
            if (code != SQLiteErrorCode.SQLITE_OK.code) {
                throw new SQLiteException("the copy failed", SQLiteErrorCode.getErrorCode(code));
            }
            statement.execute("rollback");
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * A copy needs no log, and without one it is a single file that can be read anywhere. Its header says so, by which a server knows
     * the log of another file ({@link SqliteFile#requireOwnLog}).
     */
    private void requireSound(Path part) throws IOException {
        SqliteFile copy = new SqliteFile(part);
        SqliteDataSource source = source(copy);
        try {
            keepNoLog(source);
            List<String> faults = copy.faults(source);
            if (!faults.isEmpty()) {
                throw new DatabaseException(file.path() + " is damaged (" + faults.get(0)
                        + "), and so was the copy, which is not kept; damson doctor shows more");
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static void keepNoLog(SqliteDataSource source) throws SQLException {
        try (SQLiteConnection connection = source.getConnection(null, null);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("pragma journal_mode = delete");
        }
    }

    /** What the copy cannot be written for, or what is wrong with the database. */
    private RuntimeException failure(SQLException failure) throws IOException {
        if (failure instanceof SQLiteException sqlite
                && SqliteConnections.code(sqlite) == SQLiteErrorCode.SQLITE_FULL) {
            throw new IOException("the disk is full", failure);
        }
        return OpeningFailure.of(file, failure);
    }

    private static SqliteDataSource source(SqliteFile file) {
        return new SqliteDataSource(file, true, LOCK_TIMEOUT, new StatementLimit(Optional.empty()));
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The name is in the folder; Windows has no such thing as to open one. */
    private void forceFolder() throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(target.toAbsolutePath().getParent())) {
                channel.force(true);
            }
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It runs.
        }
    }
}
