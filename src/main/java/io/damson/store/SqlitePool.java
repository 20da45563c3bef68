package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections to an SQLite file, as long as that file is the one in its place. The connections to a file that was removed or
 * replaced go on: what they write is gone with the last of them, though it was acknowledged. Thread-safe.
 */
final class SqlitePool extends HikariDataSource {
    private final Path path;

    /** Device and inode; null where the operating system has no such thing, and only the absence of the file is seen. */
    private final @Nullable Object file;

    /** @param path of a database that is there */
    SqlitePool(HikariConfig settings, Path path) {
        super(settings);
        this.path = path;
        this.file = identity(path);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Object now = key(path);
            if (file != null && !file.equals(now)) {
                throw new SQLTransientConnectionException(
                        path + " is another file than the one that was opened; restart the server to use it");
            }
        } catch (IOException e) {
            throw new SQLTransientConnectionException(path + " is not there; put it back, or stop the server", e);
        }
        return super.getConnection();
    }

    private static @Nullable Object identity(Path path) {
        try {
            return key(path);
        } catch (IOException e) {
            throw new DatabaseException(path + " was removed while it was opened", e);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
