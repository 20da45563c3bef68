package io.damson.store;

import io.damson.image.Image;
import io.damson.tenant.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings many images into a tenant. They are staged first, in a temporary table, where whatever speaks against them is found while the
 * tenant is untouched; then they are applied, batch by batch, in as many transactions as the caller commits. An image of a reference
 * that the tenant has replaces that image. Not thread-safe.
 */
public final class ImageImport implements AutoCloseable {
    /** How many images are staged or applied at once, at most. */
    public static final int BATCH = 5_000;

    private static final int MIN_LARGE = 20_000;

    /** Fewer images change no plan. */
    private static final int MIN_NOTICED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ImageImport.class);

    private final Connections connections;
    private final Connection connection;
    private final Tenant tenant;
    private Optional<Connections.ImportLock> lock = Optional.empty();
    private long staged;
    private long applied;
    private long replaced;
    private boolean empty;
    private boolean applying;
    private boolean inOneTransaction;
    private Optional<SqliteIndexes> indexes = Optional.empty();
    private long greatestId = -1;

    private ImageImport(Database database, Tenant tenant) {
        this.connections = database.connections();
        this.connection = database.connection();
        this.tenant = tenant;
    }

    /**
     * Begins an import.
     *
     * @throws DatabaseException if another import into this tenant is under way, with SQLite into any
     */
    public static ImageImport into(Database database, Tenant tenant) {
        ImageImport begun = new ImageImport(database, tenant);
        try {
            begun.begin();
            return begun;
        } catch (SQLException e) {
            begun.close();
            throw failure(e);
        } catch (DatabaseException e) {
            begun.close();
            throw e;
        }
    }

    private void begin() throws SQLException {
        lock = connections.lockImports(connection, tenant.id());
        if (lock.isEmpty()) {
            throw new DatabaseException("another import into " + connections.importedAtOnce(tenant.name())
                    + " is under way; wait until it is done");
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : connections.dialect().createStagingTable()) {
                statement.execute(sql);
            }
        }
        empty = ask("select count(*) from image where tenant_id = ?", tenant.id())
                .equals("0");
    }

    /**
     * Stages candidates, {@value #BATCH} at most.
     *
     * @return those that cannot be taken, in their order; they are left out from now on
     */
    public List<Conflict> stage(List<Candidate> candidates) {
        try {
            connections.beginReading(connection); // of what others see, nothing is written yet
            connections.dialect().stage(connection, staged + 1, candidates);
            staged += candidates.size();
            List<Conflict> conflicts =
                    new StagedConflicts(connection, tenant.id()).leaveOut(staged - candidates.size() + 1, staged);
            connections.commit(connection);
            return conflicts;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Looks, when all candidates are staged, for those that there is no id for.
     *
     * @return those that cannot be taken, in their order; they are left out from now on
     */
    public List<Conflict> leaveOutWithoutId() {
        try {
            long greatest = Long.parseLong(ask(StagingTable.GREATEST_ID, tenant.id()));
            long free = Long.MAX_VALUE - greatest;
            if (free >= staged) {
                return List.of();
            }
            connections.beginReading(connection); // of what others see, nothing is written yet
            List<Conflict> conflicts =
                    new StagedConflicts(connection, tenant.id()).leaveOutWithoutId(greatest, free, staged);
            connections.commit(connection);
            return conflicts;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** How many of the staged images would replace one of the tenant, before anything is applied. */
    public long replacing() {
        try {
            return Long.parseLong(ask(StagingTable.COUNT_REPLACING, tenant.id()));
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** How many images have been replaced by what was applied. */
    public long replaced() {
        return replaced;
    }

    /** How many candidates have been staged, those that were left out too. */
    public long staged() {
        return staged;
    }

    /** How many of the staged candidates have been applied, or passed over since they were left out. */
    public long applied() {
        return applied;
    }

    /** Says that all batches will be applied before the first {@link #commit}, which allows more speed. */
    public void applyInOneTransaction() {
        inOneTransaction = true;
    }

    /** Whether it is worth while to make the indexes anew, of the images of all tenants. */
    private boolean isLarge() throws SQLException {
        return staged >= MIN_LARGE && staged >= Long.parseLong(ask("select count(*) from image"));
    }

    /**
     * Applies the next batch, in the transaction that the next {@link #commit} ends.
     *
     * @return whether there was one
     */
    public boolean applyNext() {
        if (applied == staged) {
            return false;
        }
        long last = Math.min(staged, applied + BATCH);
        try {
            if (!applying) {
                connections.beginWriting(connection);
                applying = true;
                if (inOneTransaction && isLarge()) {
                    indexes = connections.dialect().dropIndexes(connection);
                }
            }
            if (greatestId < 0) {
                greatestId = Long.parseLong(ask(StagingTable.GREATEST_ID, tenant.id()));
            }
            if (!empty) {
                removeReplaced(last);
            }
            long without = Long.parseLong(ask(StagingTable.COUNT_WITHOUT_ID, applied + 1, last));
            if (without > Long.MAX_VALUE - greatestId) {
                throw new DatabaseException("there is no id after " + greatestId + " for images that have none");
            }
            change(StagingTable.APPLY, tenant.id(), greatestId, applied + 1, last);
            greatestId += without;
            applied = last;
            return true;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Whoever replaces an image and has no id keeps that image's. */
    private void removeReplaced(long last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(StagingTable.REPLACED);
                PreparedStatement delete = connection.prepareStatement(StagingTable.DELETE_REPLACED);
                PreparedStatement keepId = connection.prepareStatement(StagingTable.KEEP_ID)) {
            select.setLong(1, tenant.id());
            select.setLong(2, applied + 1);
            select.setLong(3, last);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    replaced++;
                    long id = rows.getLong("id");
                    delete.setLong(1, tenant.id());
                    delete.setLong(2, id);
                    delete.addBatch();
                    keepId.setLong(1, id);
                    keepId.setLong(2, rows.getLong("number"));
                    keepId.addBatch();
                }
            }
            delete.executeBatch();
            keepId.executeBatch();
        }
    }

    /** Where the last candidate stands that has been applied; empty before. */
    public String appliedPlace() {
        try {
            return ask("select coalesce(max(place), '') from import_image where number = ?", applied);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Makes what was applied last. */
    public void commit() {
        try {
            if (applying) {
                if (indexes.isPresent()) {
                    indexes.get().create(connection);
                }
                connections.commit(connection);
                applying = false;
                if (applied == staged && applied >= MIN_NOTICED) {
                    prepareForReaders();
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private String ask(String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void change(String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static DatabaseException failure(SQLException e) {
        return new DatabaseException(
                "the database failed, and what was not committed is undone: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }

    /** Nothing is lost where the database's user may not do it. */
    private void prepareForReaders() {
        try (Statement statement = connection.createStatement()) {
            for (String sql : connections.dialect().afterImport()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            LOG.info("the database was not prepared for what was imported: {}", e.getMessage());
        }
    }

    /** Undoes what was not committed, and forgets what was staged. */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            try {
                connections.rollback(connection);
                statement.execute("drop table if exists import_image");
            } finally {
                if (lock.isPresent()) {
                    lock.get().release();
                }
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * An image that wants to be in the tenant.
     *
     * @param place where it comes from, in words that stand in messages
     * @param image its id has no meaning where it is not given
     * @param hasId whether the id is given; otherwise it gets the id of the image it replaces, or the tenant's next
     */
    public record Candidate(String place, Image image, boolean hasId) {}

    /**
     * A candidate that cannot be in the tenant.
     *
     * @param place where it comes from
     * @param reason what speaks against it, and what to do
     */
    public record Conflict(String place, String reason) {}
}
