package io.damson.store;

import io.damson.store.ImageImport.Conflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what speaks against staged candidates, and leaves those out: never because of one that was itself left out. */
final class StagedConflicts {
    private final Connection connection;
    private final long tenant;

    StagedConflicts(Connection connection, long tenant) {
        this.connection = connection;
        this.tenant = tenant;
    }

    /**
     * A candidate and what was found against it.
     *
     * @param others the numbers of the candidates that it shares its reference or its id with
     */
    private record Found(long number, Set<Long> others, Conflict conflict) {}

    /** Those of the candidates from one number to another that cannot be taken, in their order. */
    List<Conflict> leaveOut(long first, long last) throws SQLException {
        List<Conflict> conflicts = new ArrayList<>();
        Set<Long> leftOut = new HashSet<>();
        try (PreparedStatement leaveOut = connection.prepareStatement(StagingTable.LEAVE_OUT)) {
            for (Found found : find(first, last)) {
                boolean isOpen = found.others().stream().anyMatch(leftOut::contains);
                if (isOpen) {
                    leaveOut.executeBatch(); // now others may speak against it, or none
                }
                for (Found still : isOpen ? find(found.number(), found.number()) : List.of(found)) {
                    conflicts.add(still.conflict());
                    leftOut.add(still.number());
                    leaveOut.setLong(1, still.number());
                    leaveOut.addBatch();
                }
            }
            leaveOut.executeBatch();
        }
        return conflicts;
    }

    /**
     * Those candidates without an id that get none.
     *
     * @param greatest the greatest id
     * @param free how many ids there are after it
     * @param staged how many candidates there are
     */
    List<Conflict> leaveOutWithoutId(long greatest, long free, long staged) throws SQLException {
        List<Conflict> conflicts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(StagingTable.WITHOUT_ID_AFTER);
                PreparedStatement leaveOut = connection.prepareStatement(StagingTable.LEAVE_OUT)) {
            select.setLong(1, tenant);
            select.setLong(2, staged);
            select.setLong(3, free);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    conflicts.add(new Conflict(
                            rows.getString("place"), "there is no id after " + greatest + " for it; give it one"));
                    leaveOut.setLong(1, rows.getLong("number"));
                    leaveOut.addBatch();
                }
            }
            leaveOut.executeBatch();
        }
        return conflicts;
    }

    private List<Found> find(long first, long last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(StagingTable.CONFLICTS)) {
            select.setLong(1, tenant);
            select.setLong(2, first);
            select.setLong(3, last);
            List<Found> all = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(new Found(
                            rows.getLong("number"),
                            Set.copyOf(List.of(rows.getLong("reference_number"), rows.getLong("id_number"))),
                            new Conflict(rows.getString("place"), reason(rows))));
                }
            }
            return all;
        }
    }

    private static String reason(ResultSet row) throws SQLException {
        String sameReference = row.getString("same_reference");
        if (sameReference != null) {
            return "reference is \"" + row.getString("reference") + "\"; so it is at " + sameReference;
        }
        String sameId = row.getString("same_id");
        return "id is " + row.getLong("id") + "; "
                + (sameId != null
                        ? "so it is at " + sameId
                        : "in the tenant that is \"" + row.getString("taken_by")
                                + "\": leave the id out, or delete that image first");
    }
}
