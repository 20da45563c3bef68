package io.damson.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * A connection to an SQLite file that keeps the statements it ran lately, as PostgreSQL's driver does: to prepare the statement of one
 * image takes longer than to run it.
 */
final class CachingConnection extends JDBC4Connection {
    private static final int MAX_STATEMENTS = 32;

    /** A longer one is a filter that hardly comes twice. */
    private static final int MAX_LENGTH = 2_048;

    private final Map<String, CachedStatement> idle = new LinkedHashMap<>();

    CachingConnection(String url, Properties settings) throws SQLException {
        super(url, url.substring(JDBC.PREFIX.length()), settings);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkCursor(type, concurrency, holdability);
        CachedStatement kept = idle.remove(sql);
        return kept != null ? kept : new CachedStatement(this, sql);
    }

    private void keep(CachedStatement statement) throws SQLException {
        CachedStatement same = idle.put(statement.sql(), statement);
        if (same != null) {
            same.finish();
        } else if (idle.size() > MAX_STATEMENTS) {
            var oldest = idle.values().iterator();
            oldest.next().finish();
            oldest.remove();
        }
    }

    /** Goes back to its connection when it is closed. */
    private static final class CachedStatement extends JDBC4PreparedStatement {
        private final CachingConnection home;

        CachedStatement(CachingConnection home, String sql) throws SQLException {
            super(home, sql);
            this.home = home;
        }

        String sql() {
            return sql;
        }

        @Override
        public void close() throws SQLException {
            if (isClosed() || home.isClosed() || sql.length() > MAX_LENGTH) {
                finish();
                return;
            }
            rs.close();
            pointer.safeRunInt(DB::reset); // a statement that failed is not reset by its result
            clearParameters();
            clearBatch();
            home.keep(this);
        }

        private void finish() throws SQLException {
            super.close();
        }
    }
}
