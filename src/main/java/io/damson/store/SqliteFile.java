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
import java.util.HashSet;
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
 * the file's header (SQLite's file format, section 1.3). Once it is open it is only ever read by way of SQLite: a process that
 * closes the file by another way loses SQLite's locks.
 */
record SqliteFile(Path path) {
    /** "Dams" in ASCII. */
    static final int APPLICATION_ID = 0x44616D73;

    /** In this order; the schema's version is how many of them were run. */
    private static final List<String> MIGRATIONS = List.of("V1__tenants_keys_images.sql");

    /** SQLite's file format, section 1.3: the file format read version. */
    private static final int READ_VERSION = 19;

    private static final int HEADER_BYTES = READ_VERSION + 1;
    private static final int NO_LOG = 1;

    /** Which files this process has opened, and so may not read but by way of SQLite. */
    private static final Set<Path> OPENED = new HashSet<>();

    /** About half a second of a processor, if the file is cached. */
    private static final long MAX_WHOLLY_CHECKED_BYTES = 16L * 1024 * 1024;

    /** Likewise. */
    private static final long MAX_QUICKLY_CHECKED_BYTES = 256L * 1024 * 1024;

    private static final int MAX_LINKS = 40;
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
        Path file = target(Path.of(path).toAbsolutePath().normalize());
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
        requireOwnLog(file);
        return new SqliteFile(file);
    }

    /** SQLite names log and index after what a symbolic link leads to, also where that is not there yet. */
    private static Path target(Path file) {
        Path target = file;
        try {
            for (int links = 0; links < MAX_LINKS && Files.isSymbolicLink(target); links++) {
                target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
            }
        } catch (IOException e) {
            throw new DatabaseException("cannot follow the link " + file + ": " + e.getMessage(), e);
        }
        if (Files.isSymbolicLink(target)) {
            throw new DatabaseException(file + " is a link that leads to itself; name a file");
        }
        return target;
    }

    /**
     * SQLite applies whatever write-ahead log lies beside a file, and so would the log of a file that this one was put in the place of
     * destroy it. A file has no log of its own where its header says that it keeps none, as a backup's does, or where it is empty.
     *
     * @throws DatabaseException if the log is of another file
     */
    private static synchronized void requireOwnLog(Path file) {
        if (!OPENED.add(file) || Files.notExists(file) || !hasLog(file)) {
            return;
        }
        byte[] header;
        try (InputStream bytes = Files.newInputStream(file)) {
            header = bytes.readNBytes(HEADER_BYTES);
        } catch (IOException e) {
            throw new DatabaseException("cannot read " + file + ": " + e.getMessage(), e);
        }
        if (header.length < HEADER_BYTES || header[READ_VERSION] == NO_LOG) {
            Path log = log(file);
            throw new DatabaseException(log + " is the log of another file than " + file
                    + ", such as the one that was there before a backup was put in its place, and would destroy it: stop what"
                    + " uses them, remove " + log + " and " + file + "-shm, and start again");
        }
    }

    private static Path log(Path file) {
        return Path.of(file + "-wal");
    }

    private static boolean hasLog(Path file) {
        return log(file).toFile().length() > 0;
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
            if (lostNumber(statement, version)) {
                throw OpeningFailure.damaged(this);
            }
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

    /**
     * Begins to read the file.
     *
     * @throws DatabaseException if it is the database of another program or of a newer version
     */
    void requireOurs(Statement statement) throws SQLException {
        version(statement);
    }

    /** The version of the schema; 0 for a database in which there is nothing yet. */
    private int version(Statement statement) throws SQLException {
        long application = number(statement, "pragma application_id");
        long version = number(statement, "pragma user_version");
        boolean empty = number(statement, "select count(*) from sqlite_schema") == 0;
        if (application != APPLICATION_ID && !(application == 0 && version == 0 && empty)) {
            throw new DatabaseException(path + " is the database of another program; name another file");
        }
        if (version < 0) {
            throw OpeningFailure.damaged(this);
        }
        if (path.toFile().length() % number(statement, "pragma page_size") != 0 && !hasLog(path)) {
            throw new DatabaseException(
                    path + " is cut off in its last page; restore a backup. sqlite3's .recover may save what is in it");
        }
        if (version > MIGRATIONS.size()) {
            throw new DatabaseException("the database was written by a newer version of Damson (schema " + version
                    + "): use that version, or restore a backup from before it");
        }
        return (int) version;
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

    /**
     * Reads a small file wholly with its indexes, a larger one without comparing them with it, and of a file that is so large that this
     * would take long no more than has been read already.
     *
     * @throws DatabaseException if it is damaged
     */
    void requireSound(DataSource dataSource) throws SQLException {
        long size = path.toFile().length();
        if (size > MAX_QUICKLY_CHECKED_BYTES) {
            return;
        }
        String check = size > MAX_WHOLLY_CHECKED_BYTES ? "pragma quick_check(1)" : "pragma integrity_check(1)";
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(check)) {
            if (!row.next() || !row.getString(1).equals("ok")) {
                throw OpeningFailure.damaged(this);
            }
        }
    }

    /** What SQLite finds wrong in the file and its indexes, at most a hundred faults; nothing is changed. */
    List<String> faults(DataSource dataSource) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            version(statement);
            try (ResultSet rows = statement.executeQuery("pragma integrity_check")) {
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

    /** What is wrong with the values in a file of the newest version, at most a hundred faults a table; nothing is changed. */
    List<String> faultsOfValues(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            int version = version(statement);
            if (lostNumber(statement, version)) {
                return List.of("the number of the schema is 0, which no version of Damson has written");
            }
            return version == MIGRATIONS.size() ? StoredValues.faults(new SqliteDialect(), connection) : List.of();
        }
    }

    private static boolean lostNumber(Statement statement, int version) throws SQLException {
        return version == 0 && number(statement, "select count(*) from sqlite_schema") > 0;
    }

    static long number(Statement statement, String sql) throws SQLException {
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
