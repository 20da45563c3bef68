package io.damson.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of an SQLite database: whether it is ours, and its schema, brought to the newest version. The numbers that say so stand in
 * the file's header (SQLite's file format, section 1.3). It is only ever read by way of SQLite: a process that closes the file by
 * another way loses SQLite's locks.
 */
record SqliteFile(Path path) {
    /** "Dams" in ASCII. */
    static final int APPLICATION_ID = 0x44616D73;

    /** In this order; the schema's version is how many of them were run. */
    private static final List<String> MIGRATIONS = List.of("V1__tenants_keys_images.sql");

    private static final long MAX_WAIT_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 2_000_000;

    /** Where locks are not those of one machine, or memory is not shared. */
    private static final Set<String> NETWORK = Set.of(
            "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "davfs", "webdav", "ncpfs",
            "sshfs");

    /**
     * A file in a folder that is made where it is not there.
     *
     * @throws DatabaseException if there can be no database
     */
    static SqliteFile at(String path) {
        Path file = Path.of(path).toAbsolutePath().normalize();
        Path folder = Objects.requireNonNullElse(file.getParent(), file);
        try {
            Files.createDirectories(folder);
            requireLocal(folder, Files.getFileStore(folder).type());
        } catch (IOException e) {
            throw new DatabaseException("cannot make the folder of " + file + ": " + e.getMessage(), e);
        }
        if (Files.isDirectory(file)) {
            throw new DatabaseException(file + " is a folder; name a file in it, such as " + file.resolve("damson.db"));
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new DatabaseException(
                    file + " cannot be written by this user; SQLite has to write it and its folder");
        }
        return new SqliteFile(file);
    }

    /** @throws DatabaseException if a file system of that type is one of a network */
    static void requireLocal(Path folder, String type) {
        String bare = type.toLowerCase(Locale.ROOT).replaceFirst("^fuse\\.", "");
        if (NETWORK.contains(bare)) {
            throw new DatabaseException(folder + " is on a network file system (" + type
                    + "), where SQLite's locks do not hold; choose a folder of a local disk, or use PostgreSQL");
        }
    }

    /** Brings the schema to the newest version, in one transaction, so that several processes may do so at once. */
    void migrate(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "begin"); // so that the numbers are of one moment: another process may be making the schema
            int version = version(statement);
            statement.execute("commit");
            requireLog(statement);
            if (version == MIGRATIONS.size()) {
                return;
            }
            statement.execute("begin immediate");
            for (int next = version(statement); next < MIGRATIONS.size(); next++) {
                statement.executeUpdate(script(MIGRATIONS.get(next)));
            }
            statement.executeUpdate("pragma application_id = " + APPLICATION_ID);
            statement.executeUpdate("pragma user_version = " + MIGRATIONS.size());
            statement.execute("commit");
        }
    }

    /** The version of the schema; 0 for a database in which there is nothing yet. */
    private int version(Statement statement) throws SQLException {
        long application = number(statement, "pragma application_id");
        int version = Math.toIntExact(number(statement, "pragma user_version"));
        boolean empty = number(statement, "select count(*) from sqlite_schema") == 0;
        if (application != APPLICATION_ID && !(application == 0 && version == 0 && empty)) {
            throw new DatabaseException(path + " is the database of another program; name another file");
        }
        if (version > MIGRATIONS.size()) {
            throw new DatabaseException("the database was written by a newer version of Damson (schema " + version
                    + "): use that version, or restore a backup from before it");
        }
        return version;
    }

    /**
     * Readers wait for no writer because there is a write-ahead log. The file remembers that it has one. SQLite does not wait by itself
     * for another process that makes the log at the same time.
     */
    private void requireLog(Statement statement) throws SQLException {
        long end = System.nanoTime() + MAX_WAIT_NANOS;
        while (true) {
            try (ResultSet mode = statement.executeQuery("pragma journal_mode = wal")) {
                if (mode.next() && mode.getString(1).equals("wal")) {
                    return;
                }
                throw new DatabaseException(
                        "the file system of " + path
                                + " has no shared memory, which SQLite's write-ahead log needs; choose a folder of a local disk");
            } catch (SQLiteException e) {
                if (SqliteConnections.code(e) != SQLiteErrorCode.SQLITE_BUSY || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** What SQLite finds wrong in the file, at most a hundred faults; nothing is changed. */
    List<String> faults(DataSource dataSource) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            version(statement);
            try (ResultSet rows = statement.executeQuery("pragma quick_check")) {
                while (rows.next()) {
                    faults.add(rows.getString(1));
                }
            }
            faults.remove("ok");
            try (ResultSet rows = statement.executeQuery("pragma foreign_key_check")) {
                while (rows.next()) {
                    faults.add("a row of " + rows.getString("table") + " belongs to no tenant");
                }
            }
        }
        return faults;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String script(String name) {
        try (InputStream script = SqliteFile.class.getResourceAsStream("migration/sqlite/" + name)) {
            if (script == null) {
                throw new IllegalStateException("no " + name + " on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
