package io.damson.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Lets both learn of the failures of a pool's statements.
 *
 * @param absence whether the database is away
 * @param sessions whether its sessions are to begin anew
 */
record PoolFailures(Absence absence, OutdatedSessions sessions) implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        sessions.failed(failure);
        return absence.adjudicate(failure);
    }
}
