package io.damson.store;

import io.damson.image.DateTimes;
import io.damson.query.StringFunction;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SQLite: {@code like} would be blind to case, so matches are by position; date-times are ISO texts. */
final class SqliteDialect implements Dialect {
    /** Follows text in a comparison of ends, so that an empty part is one like all others. */
    private static final String END = " || '.'";

    /** An import writes all over its indexes; with the usual 2 MiB it would read most pages again and again. */
    private static final int IMPORT_CACHE_KIB = 64 * 1024;

    /** What Java reads bytes as that are no UTF-8; a text may hold it too. */
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public String least() {
        return "min";
    }

    @Override
    public String greatest() {
        return "max";
    }

    @Override
    public String dateTime(String parameter) {
        return parameter;
    }

    /** A cross join is not reordered: the planner would scan the tenant otherwise. */
    @Override
    public String joinIds() {
        return "cross join";
    }

    /** A range of the texts that start so can be read from an index. */
    @Override
    public String match(FilterToSql sql, String column, StringFunction function, String part, boolean wanted) {
        return switch (function) {
            case CONTAINS -> "instr(" + column + ", " + sql.bind(part) + ")" + (wanted ? " > 0" : " = 0");
            case STARTS_WITH -> {
                String from = column + (wanted ? " >= " : " < ") + sql.bind(part);
                yield TextRange.end(part)
                        .map(end -> List.of(from, column + (wanted ? " < " : " >= ") + sql.bind(end)))
                        .map(bounds -> wanted ? FilterToSql.and(bounds) : FilterToSql.or(bounds))
                        .orElse(from);
            }
            case ENDS_WITH ->
                "substr(" + column + ", " + sql.bind(-part.codePointCount(0, part.length())) + ")"
                        + (wanted ? " = " : " <> ") + sql.bind(part);
        };
    }

    @Override
    public String match(String text, StringFunction function, String part, boolean wanted) {
        return switch (function) {
            case CONTAINS -> "instr(" + text + ", " + part + ")" + (wanted ? " > 0" : " = 0");
            case STARTS_WITH -> "substr(" + text + ", 1, length(" + part + "))" + (wanted ? " = " : " <> ") + part;
            case ENDS_WITH ->
                "substr(" + text + END + ", -length(" + part + ") - 1)" + (wanted ? " = " : " <> ") + part + END;
        };
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        statement.setObject(
                index,
                value instanceof LocalDateTime dateTime
                        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime)
                        : value);
    }

    @Override
    public @Nullable LocalDateTime dateTime(ResultSet row, int index) throws SQLException {
        String text = text(row, index);
        return text == null ? null : DateTimes.parse(text);
    }

    /** Of its bytes: the driver takes a native buffer for each text otherwise. */
    @Override
    public @Nullable String text(ResultSet row, int index) throws SQLException {
        byte[] bytes = row.getBytes(index);
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new IllegalArgumentException("no UTF-8: " + text);
        }
        return text;
    }

    /** In the connection's own temporary database, whose changes wait for no other writer. */
    @Override
    public List<String> createStagingTable() {
        return List.of(
                "pragma cache_size = -" + IMPORT_CACHE_KIB,
                "create temporary table import_image (number integer primary key, place text, left_out integer, hash integer,"
                        + " id integer, reference text, " + String.join(", ", ImageColumns.VALUES) + ")",
                "create index temp.import_image_hash on import_image (hash, number)",
                "create index temp.import_image_id on import_image (id, number)");
    }

    @Override
    public PreparedStatement preparePage(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    @Override
    public List<String> afterImport() {
        return List.of();
    }

    @Override
    public void stage(Connection connection, long first, List<ImageImport.Candidate> candidates) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(StagingTable.INSERT)) {
            long number = first;
            for (ImageImport.Candidate candidate : candidates) {
                int index = 0;
                for (Object value : StagingTable.values(number++, candidate)) {
                    bind(insert, ++index, value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public Optional<SqliteIndexes> dropIndexes(Connection connection) throws SQLException {
        return Optional.of(SqliteIndexes.drop(connection));
    }
}
