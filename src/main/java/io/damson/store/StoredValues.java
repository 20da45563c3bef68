package io.damson.store;

import io.damson.tenant.TenantName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether every value of a database can be read, which the types of its columns do not promise. */
final class StoredValues {
    /** PostgreSQL's state of a transaction in which a statement has failed. */
    private static final String ENDED_BEFORE = "25P02";

    private static final int MAX_FAULTS = 100;
    private static final int FETCH_SIZE = 1_000;
    private static final int HASH_BYTES = 32;

    /** Reads what a row has, and throws what says which value cannot be right. */
    private interface Reading {
        void read(Dialect dialect, ResultSet row) throws SQLException;
    }

    private StoredValues() {}

    /** What cannot be read, with the row that it is in; at most a hundred faults of a table, of which it says that there may be more. */
    static List<String> faults(Dialect dialect, Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        faults.addAll(faults(dialect, connection, "tenant", "id, name", StoredValues::readTenant));
        faults.addAll(faults(
                dialect,
                connection,
                "api_key",
                "id, hash, label, created_on, last_used_on, revoked_on",
                StoredValues::readKey));
        faults.addAll(faults(
                dialect, connection, "image", ImageColumns.of("image") + ", tenant_id", ImageColumns::readStrictly));
        return faults;
    }

    /** @param columns the first is the number of the row */
    private static List<String> faults(
            Dialect dialect, Connection connection, String table, String columns, Reading reading) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select " + columns + " from " + table)) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next() && faults.size() <= MAX_FAULTS) {
                    check(dialect, rows, table, reading, faults);
                }
            }
        } catch (SQLException e) {
            if (ENDED_BEFORE.equals(e.getSQLState())) {
                return faults; // by the table before, which has been told
            }
            faults.add("the rows of " + table + " cannot all be read: " + e.getMessage());
        }
        if (faults.size() > MAX_FAULTS) {
            faults.set(MAX_FAULTS, "there may be more such values in " + table);
        }
        return faults;
    }

    private static void check(Dialect dialect, ResultSet row, String table, Reading reading, List<String> faults)
            throws SQLException {
        try {
            reading.read(dialect, row);
        } catch (RuntimeException e) {
            String tenant = table.equals("image") ? " of tenant " + row.getLong("tenant_id") : "";
            faults.add("%s %d%s: %s".formatted(table, row.getLong(1), tenant, e.getMessage()));
        }
    }

    private static void readTenant(Dialect dialect, ResultSet row) throws SQLException {
        var unused = new TenantName(String.valueOf(dialect.text(row, 2)));
    }

    private static void readKey(Dialect dialect, ResultSet row) throws SQLException {
        byte @Nullable [] hash = row.getBytes(2);
        if (hash == null || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("no SHA-256 of a key");
        }
        var unusedLabel = dialect.text(row, 3);
        var unusedStart = dateTime(dialect.text(row, 4));
        String used = dialect.text(row, 5);
        if (used != null) {
            var unusedDay = LocalDate.parse(used);
        }
        String revoked = dialect.text(row, 6);
        if (revoked != null) {
            var unusedEnd = dateTime(revoked);
        }
    }

    /** PostgreSQL's texts have a blank in place of the T. */
    private static LocalDateTime dateTime(@Nullable String text) {
        return LocalDateTime.parse(String.valueOf(text).replace(' ', 'T'));
    }
}
