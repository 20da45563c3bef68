package io.damson.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A pool of connections to an SQLite file, as long as that file and those beside it are the ones in their places. Thread-safe. */
final class SqlitePool extends HikariDataSource {
    private final SqliteFiles files;

    /** @param files are closed with this */
    SqlitePool(HikariConfig settings, SqliteFiles files) {
        super(settings);
        this.files = files;
    }

    @Override
    public Connection getConnection() throws SQLException {
        files.requireInPlace();
        return super.getConnection();
    }

    @Override
    public void close() {
        super.close();
        files.close();
    }
}
