package io.damson.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an SQLite database that is open: itself, its write-ahead log, and the index of the log, which processes share. Connections to
 * one that was removed or replaced go on: what they write is gone with the last of them, though it was acknowledged. SQLite removes log
 * and index with the last connection, so one is kept here, and whoever else removes them is at fault. Thread-safe.
 */
final class SqliteFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFiles.class);

    /** A request that began before the log was lost may write to it a moment later. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    /** SQLite's file format, section 4.1: the salts of the log's header, which change when the log begins anew. */
    private static final int SALTS = 16;

    private static final int SALTS_END = 24;

    private final HeldFile database;
    private final HeldFile log;
    private final HeldFile index;
    private final Connection connection;

    /** The log, wherever it is. SQLite has no locks on it that would be lost when it is closed. */
    private final FileChannel openLog;

    private final ReentrantLock saving = new ReentrantLock();
    private Optional<Boolean> saved = Optional.empty();
    private long nextSave = System.nanoTime();

    private SqliteFiles(Path path, Connection connection) throws SQLException, IOException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            SqliteFile.number(statement, "select count(*) from sqlite_schema"); // opens log and index
        }
        this.database = HeldFile.at(path);
        this.log = HeldFile.at(Path.of(path + "-wal"));
        this.index = HeldFile.at(Path.of(path + "-shm"));
        this.openLog = FileChannel.open(log.path(), StandardOpenOption.READ);
    }

    /**
     * The files of a database that has a log.
     *
     * @param connection is closed with this
     */
    static SqliteFiles held(Path path, Connection connection) throws SQLException {
        try {
            return new SqliteFiles(path, connection);
        } catch (IOException e) {
            connection.close();
            throw new SQLException("cannot open the log of " + path + ": " + e.getMessage(), e);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Refuses to go on where one of the files is not in its place. What a log that is not holds is written into the database, so that a
     * kill does not lose it.
     *
     * @throws SQLTransientConnectionException with the reason, and what to do
     */
    void requireInPlace() throws SQLTransientConnectionException {
        require(database, "; put it back, or stop the server");
        Optional<String> fault = log.fault();
        if (fault.isPresent() && (index.fault().isEmpty() || nobodyElseHasOpened())) {
            save(fault.get());
        }
        require(index, "; restart the server");
        if (fault.isPresent()) {
            throw new SQLTransientConnectionException(fault.get() + "; restart the server");
        }
    }

    /** Whoever opens a database makes log and index: the index in our memory is still of our log. */
    private boolean nobodyElseHasOpened() {
        return Files.notExists(log.path()) && Files.notExists(index.path());
    }

    private static void require(HeldFile file, String remedy) throws SQLTransientConnectionException {
        Optional<String> fault = file.fault();
        if (fault.isPresent()) {
            throw new SQLTransientConnectionException(fault.get() + remedy);
        }
    }

    /** Once a second, by one of those who notice: some may be writing still. */
    private void save(String fault) {
        if (!saving.tryLock()) {
            return;
        }
        try {
            if (System.nanoTime() - nextSave >= 0) {
                boolean done = save();
                nextSave = System.nanoTime() + PAUSE_NANOS;
                if (!saved.equals(Optional.of(done))) {
                    saved = Optional.of(done);
                    tell(fault, done);
                }
            }
        } catch (SQLException | IOException e) {
            LOG.error("{}, and what it holds cannot be saved yet", fault, e);
        } finally {
            saving.unlock();
        }
    }

    private void tell(String fault, boolean done) {
        if (done) {
            LOG.error("{}; what it held is in {} now, and no acknowledged change is lost", fault, database.path());
        } else {
            LOG.error(
                    "{}, and what it holds is not wholly in {}: stop the server in good order, which writes it there",
                    fault,
                    database.path());
        }
    }

    /** Whether all that the log holds is in the database now. */
    private boolean save() throws SQLException, IOException {
        byte[] other = otherSalts();
        if (other.length > 0 && !Arrays.equals(other, salts(openLog))) {
            return false; // whoever wrote it uses the index too, and has changed what our log is taken to hold
        }
        if (!checkpoint()) {
            return false;
        }
        if (other.length > 0) {
            // An older copy: the next to open the database would apply it.
            Path aside = Path.of(log.path() + ".replaced");
            Files.move(log.path(), aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.error("{} was an older copy of the log, and is {} now", log.path(), aside);
        }
        return true;
    }

    /** Of the log that is in the place of ours; empty where there is none, or nothing in it. */
    private byte[] otherSalts() throws IOException {
        if (Files.notExists(log.path()) || Files.size(log.path()) == 0) {
            return new byte[0];
        }
        try (FileChannel other = FileChannel.open(log.path(), StandardOpenOption.READ)) {
            return salts(other);
        }
    }

    private static byte[] salts(FileChannel log) throws IOException {
        ByteBuffer salts = ByteBuffer.allocate(SALTS_END - SALTS);
        int unused = log.read(salts, SALTS);
        return salts.array();
    }

    private boolean checkpoint() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma wal_checkpoint(full)")) {
            return row.next() && row.getInt("busy") == 0 && row.getInt("log") == row.getInt("checkpointed");
        }
    }

    /** The database's last connection empties and removes the log. */
    @Override
    public void close() {
        saving.lock();
        try {
            openLog.close();
            connection.close();
        } catch (SQLException | IOException e) {
            throw new DatabaseException("cannot close " + database.path() + ": " + e.getMessage(), e);
        } finally {
            saving.unlock();
        }
    }
}
