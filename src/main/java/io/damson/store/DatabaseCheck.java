package io.damson.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * What state a database is in.
 *
 * @param description which database it is, and of which version
 * @param faults what is wrong with it, in words; empty where nothing is
 */
public record DatabaseCheck(String description, List<String> faults) {
    private static final String REFUSED_CHANGES =
            "select 'it is read-only; name the primary server in the database URL'"
                    + " where pg_is_in_recovery() or current_setting('transaction_read_only') = 'on'"
                    + " union all select current_user || ' may not ' || change || ' rows of ' || name || '; grant that right'"
                    + " from unnest(array['tenant', 'api_key', 'image']) as name, unnest(array['select', 'insert', 'update', 'delete'])"
                    + " as change where not has_table_privilege(name, change)";

    /**
     * Looks at a database, which may be in use: every value is read, and an SQLite file as a whole ({@code PRAGMA integrity_check});
     * nothing is changed.
     *
     * @throws DatabaseException if it cannot be opened
     */
    public static DatabaseCheck of(DatabaseConfiguration configuration) {
        return configuration.isPostgres() ? ofPostgres(configuration) : ofSqlite(configuration);
    }

    private static DatabaseCheck ofSqlite(DatabaseConfiguration configuration) {
        SqliteLibrary.prepare();
        SqliteFile file = SqliteFile.at(configuration.path());
        var source = new SqliteDataSource(file, true, Duration.ofSeconds(30), new StatementLimit(Optional.empty()));
        try (Connection connection = source.getConnection()) {
            List<String> faults = new ArrayList<>(file.faults(source));
            faults.addAll(file.faultsOfValues(source));
            return new DatabaseCheck(description(configuration, connection), faults);
        } catch (SQLException e) {
            return new DatabaseCheck(
                    configuration.toString(), List.of(OpeningFailure.of(file, e).getMessage(), e.getMessage()));
        }
    }

    private static DatabaseCheck ofPostgres(DatabaseConfiguration configuration) {
        DataSource source = PostgresConnections.withoutLimits(configuration);
        try (Connection connection = source.getConnection()) {
            List<String> faults = new ArrayList<>();
            PostgresSchema.lack(source).ifPresent(faults::add);
            if (faults.isEmpty()) {
                faults.addAll(refusedChanges(connection));
            }
            if (!faults.isEmpty()) {
                return new DatabaseCheck(description(configuration, connection), faults);
            }
        } catch (SQLException | FlywayException e) {
            throw OpeningFailure.of(configuration, e);
        }
        return ofValues(configuration);
    }

    /** Why servers could not write to it. */
    private static List<String> refusedChanges(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(REFUSED_CHANGES)) {
            while (rows.next()) {
                faults.add(rows.getString(1));
            }
        }
        return faults;
    }

    private static DatabaseCheck ofValues(DatabaseConfiguration configuration) {
        try (Database database = Database.open(configuration);
                Connection connection = database.connection()) {
            return new DatabaseCheck(
                    description(configuration, connection),
                    database.snapshot(same -> StoredValues.faults(database.dialect(), same)));
        } catch (SQLException e) {
            throw OpeningFailure.of(configuration, e);
        }
    }

    private static String description(DatabaseConfiguration configuration, Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        return configuration + ", " + database.getDatabaseProductName() + " " + database.getDatabaseProductVersion();
    }
}
