package io.damson.store;

import io.damson.query.StringFunction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL that SQLite and PostgreSQL write differently. Stateless. */
sealed interface Dialect permits SqliteDialect, PostgresDialect {
    /** The function that gives the least of its arguments. */
    String least();

    /** The function that gives the greatest of its arguments. */
    String greatest();

    /** What stands for a date-time whose ISO text is bound to the parameter. */
    String dateTime(String parameter);

    /** What joins a page's ids, which are read first, to their rows. */
    String joinIds();

    /**
     * The condition that a function of a column and a constant part is true, or that it is false. It is null where the column is.
     *
     * @param part not empty
     */
    String match(FilterToSql sql, String column, StringFunction function, String part, boolean wanted);

    /**
     * The condition that a function is true, or that it is false. It is null where one of the two is.
     *
     * @param text a column or a parameter; stands in the result once
     * @param part a column
     */
    String match(String text, StringFunction function, String part, boolean wanted);

    /** Binds a value of {@link ImageColumns#values}. */
    void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;

    /** Reads a text, or null. */
    @Nullable
    String text(ResultSet row, int index) throws SQLException;

    /** Reads a date-time, or null. */
    @Nullable
    LocalDateTime dateTime(ResultSet row, int index) throws SQLException;

    /** Makes the temporary table of {@link StagingTable}. */
    List<String> createStagingTable();

    /** Prepares the statement of a page, which has to be planned for the constants it is run with. */
    PreparedStatement preparePage(Connection connection, String sql) throws SQLException;

    /** What makes a large import's images quick to find at once, and not only when the database gets round to it. */
    List<String> afterImport();

    /** Puts rows into that table; the first has the number. */
    void stage(Connection connection, long first, List<ImageImport.Candidate> candidates) throws SQLException;

    /**
     * Drops the indexes of images but those of their keys, in the transaction of a large import, so that they can be made anew in
     * order. Empty where readers would notice.
     */
    Optional<SqliteIndexes> dropIndexes(Connection connection) throws SQLException;
}
