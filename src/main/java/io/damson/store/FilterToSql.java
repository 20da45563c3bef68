package io.damson.store;

import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A filter as an SQL condition that holds for exactly the rows for which the filter is true. What databases write differently is
 * the {@link Dialect}'s.
 *
 * <p>No {@code not} reaches the database. Every filter can be asked for the condition that it is true and for the condition that it
 * is false ({@link TruthCondition}), and where filters are compared with each other, for its truth as a number
 * ({@link TruthValue}). Constants are bound as parameters, so that the text depends on the filter's shape alone.
 */
final class FilterToSql {
    /** A condition that holds for every row. */
    static final String ALL = "1 = 1";

    /** A condition that holds for no row. */
    static final String NONE = "1 = 0";

    private static final Map<ImageProperty, String> COLUMNS = Arrays.stream(ImageProperty.values())
            .collect(Collectors.toMap(Function.identity(), FilterToSql::snakeCase));

    private final Dialect dialect;
    private final String alias;
    private final List<Object> parameters = new ArrayList<>();

    /** @param alias the name that the row has in the statement */
    FilterToSql(Dialect dialect, String alias) {
        this.dialect = dialect;
        this.alias = alias;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The condition, in parentheses where it needs them to stand in a conjunction. */
    String translate(Filter filter) {
        return condition(filter, true);
    }

    /** The constants of all that was translated, in the order of their question marks: texts, {@code Long}s and {@code Integer}s. */
    List<Object> parameters() {
        return parameters;
    }

    /** The condition that the filter has that truth value. */
    String condition(Filter filter, boolean wanted) {
        return filter.accept(new TruthCondition(this, wanted));
    }

    /** The column of a property in the row that has the alias. */
    static String column(String alias, ImageProperty property) {
        return alias + "." + COLUMNS.get(property);
    }

    private static String snakeCase(ImageProperty property) {
        return property.propertyName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The column of a property. */
    String column(ImageProperty property) {
        return column(alias, property);
    }

    /** A new parameter for a constant, to stand behind all that were bound before. */
    String bind(Object value) {
        if (value instanceof LocalDateTime dateTime) {
            parameters.add(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(dateTime));
            return dialect.dateTime("?");
        }
        parameters.add(value);
        return "?";
    }

    /** A list of new parameters; the last one is repeated up to a power of two, so that lists have few shapes. */
    String bindList(List<Object> values) {
        List<Object> padded = new ArrayList<>(values);
        while (Integer.bitCount(padded.size()) != 1) {
            padded.add(values.get(values.size() - 1));
        }
        return padded.stream().map(this::bind).collect(Collectors.joining(", ", "(", ")"));
    }

    static String and(Collection<String> conditions) {
        return join(conditions, " and ", ALL);
    }

    static String or(Collection<String> conditions) {
        return join(conditions, " or ", NONE);
    }

    /** Only what binds nothing is left out, so that every bound constant stands in the text. */
    private static String join(Collection<String> conditions, String operator, String neutral) {
        List<String> parts = new ArrayList<>(conditions);
        parts.removeIf(neutral::equals);
        return switch (parts.size()) {
            case 0 -> neutral;
            case 1 -> parts.get(0);
            default -> "(" + String.join(operator, parts) + ")";
        };
    }
}
