package io.damson.store;

import io.damson.query.StringFunction;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** PostgreSQL: a constant part is an escaped LIKE pattern, which an index can serve. */
final class PostgresDialect implements Dialect {
    @Override
    public String least() {
        return "least";
    }

    @Override
    public String greatest() {
        return "greatest";
    }

    /** Bound as text: a {@code java.sql.Timestamp} changes with the calendar of 1582 and with daylight saving. */
    @Override
    public String dateTime(String parameter) {
        return "cast(" + parameter + " as timestamp)";
    }

    @Override
    public String joinIds() {
        return "join";
    }

    @Override
    public String match(FilterToSql sql, String column, StringFunction function, String part, boolean wanted) {
        String escaped = part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        String pattern = switch (function) {
            case CONTAINS -> "%" + escaped + "%";
            case STARTS_WITH -> escaped + "%";
            case ENDS_WITH -> "%" + escaped;
        };
        return column + (wanted ? " like " : " not like ") + sql.bind(pattern) + " escape '!'";
    }

    /** A part that is a column cannot be an escaped pattern. */
    @Override
    public String match(String text, StringFunction function, String part, boolean wanted) {
        return switch (function) {
            case CONTAINS -> "position(" + part + " in " + text + ")" + (wanted ? " > 0" : " = 0");
            case STARTS_WITH -> "position(" + part + " in " + text + ")" + (wanted ? " = 1" : " <> 1");
            case ENDS_WITH -> "right(" + text + ", char_length(" + part + "))" + (wanted ? " = " : " <> ") + part;
        };
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        statement.setObject(index, value);
    }

    @Override
    public @Nullable String text(ResultSet row, int index) throws SQLException {
        return row.getString(index);
    }

    @Override
    public @Nullable LocalDateTime dateTime(ResultSet row, int index) throws SQLException {
        return row.getObject(index, LocalDateTime.class);
    }

    @Override
    public List<String> createStagingTable() {
        return List.of(
                "create local temporary table import_image as select cast(0 as bigint) as number,"
                        + " cast('' as varchar(4000)) as place, 0 as left_out, cast(0 as bigint) as hash, id, reference, "
                        + String.join(", ", ImageColumns.VALUES) + " from image with no data",
                "alter table import_image add primary key (number)",
                "create index import_image_hash on import_image (hash, number)",
                "create index import_image_id on import_image (id, number)");
    }

    /** By COPY in its text format, which has no round trip a row and no plan. */
    /** A plan for all constants is a bad one for filters: a common needle scans best, a rare one wants an index. */
    @Override
    public PreparedStatement preparePage(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    /** Autovacuum would do both a minute later; until then plans are made without statistics, and new trigrams read one by one. */
    @Override
    public List<String> afterImport() {
        return List.of(
                "analyze image",
                "select gin_clean_pending_list(oid) from pg_class where oid = to_regclass('image_by_reference_trigrams')");
    }

    @Override
    public void stage(Connection connection, long first, List<ImageImport.Candidate> candidates) throws SQLException {
        StringBuilder rows = new StringBuilder();
        long number = first;
        for (ImageImport.Candidate candidate : candidates) {
            for (Object value : StagingTable.values(number++, candidate)) {
                rows.append(value == null ? "\\N" : escaped(value.toString())).append('\t');
            }
            rows.setCharAt(rows.length() - 1, '\n');
        }
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy import_image (" + StagingTable.COLUMNS + ") from stdin",
                            new StringReader(rows.toString()));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    /** Readers would wait for the transaction in which they are made again. */
    @Override
    public Optional<SqliteIndexes> dropIndexes(Connection connection) {
        return Optional.empty();
    }
}
