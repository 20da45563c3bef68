package io.damson.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The indexes of images that are dropped for a large import: a million images are in them after 19 s when they are sorted first, and
 * after 60 s when each is put in its place. Readers see the database as it was until the transaction ends.
 *
 * @param definitions the statements that make them
 * @param statistics what the planner is told of them, which SQLite drops with them
 */
record SqliteIndexes(List<String> definitions, List<Statistic> statistics) {
    /** A row of {@code sqlite_stat1}. */
    record Statistic(String index, String stat) {}

    private static final String OURS = "tbl_name = 'image' and type = 'index' and sql is not null";

    static SqliteIndexes drop(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        SqliteIndexes dropped = new SqliteIndexes(new ArrayList<>(), new ArrayList<>());
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select name, sql from sqlite_schema where " + OURS)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                    dropped.definitions.add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("select idx, stat from sqlite_stat1 where idx in"
                    + " (select name from sqlite_schema where " + OURS + ")")) {
                while (rows.next()) {
                    dropped.statistics.add(new Statistic(rows.getString(1), rows.getString(2)));
                }
            }
            for (String name : names) {
                statement.execute("drop index " + name);
            }
        }
        return dropped;
    }

    /** Makes them again. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into sqlite_stat1 (tbl, idx, stat) values ('image', ?, ?)")) {
            for (String definition : definitions) {
                statement.execute(definition);
            }
            for (Statistic statistic : statistics) {
                insert.setString(1, statistic.index());
                insert.setString(2, statistic.stat());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
