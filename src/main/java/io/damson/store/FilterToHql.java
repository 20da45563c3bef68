package io.damson.store;

import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A filter as an HQL condition that holds for exactly the rows for which the filter is true.
 *
 * <p>No {@code not} reaches the database. Every filter can be asked for the condition that it is true and for the condition that it
 * is false ({@link TruthCondition}), and where filters are compared with each other, for its truth as a number
 * ({@link TruthValue}). Constants are bound as parameters, so that the text depends on the filter's shape alone.
 */
final class FilterToHql {
    /** A condition that holds for every row. */
    static final String ALL = "1 = 1";

    /** A condition that holds for no row. */
    static final String NONE = "1 = 0";

    private final String alias;
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** @param alias the name that the row has in the statement */
    FilterToHql(String alias) {
        this.alias = alias;
    }

    /** The condition, in parentheses where it needs them to stand in a conjunction. */
    String translate(Filter filter) {
        return condition(filter, true);
    }

    /** The constants of all that was translated, by parameter name. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** The condition that the filter has that truth value. */
    String condition(Filter filter, boolean wanted) {
        return filter.accept(new TruthCondition(this, wanted));
    }

    /** The attribute of a property. */
    String path(ImageProperty property) {
        return alias + "." + property.propertyName();
    }

    /** A new parameter for a constant. */
    String bind(Object value) {
        String name = "v" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
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
