package io.damson.store;

import io.damson.query.ComparisonOperator;
import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.Literal;
import io.damson.query.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The truth of a filter as an SQL number: 0 false, 1 null, 2 true. Three-valued {@code and} is then the least, {@code or} the
 * greatest (Kleene's strong logic), and every part of the filter is written once, so that the text grows with the filter and not
 * with its nesting.
 */
final class TruthValue implements Expression.Visitor<String>, Filter.Visitor<String> {
    private static final int FALSE = 0;
    private static final int NULL = 1;
    private static final int TRUE = 2;

    private static final int MAX_ARGUMENTS = 100;

    private final FilterToSql sql;

    private TruthValue(FilterToSql sql) {
        this.sql = sql;
    }

    /** The condition that a comparison of booleans has that truth value. A comparison is never null. */
    static String comparison(FilterToSql sql, Filter.Comparison comparison, boolean wanted) {
        TruthValue value = new TruthValue(sql);
        String difference =
                comparison.left().accept(value) + " - " + comparison.right().accept(value);
        return isOneOf(difference, differences(comparison.operator()), List.of(-2, -1, 0, 1, 2), wanted);
    }

    /** The condition that a boolean's being in a list has that truth value. */
    static String in(FilterToSql sql, Filter.In in, boolean wanted) {
        TruthValue value = new TruthValue(sql);
        Set<Integer> items = in.items().stream()
                .map(item -> item instanceof Literal.BooleanLiteral literal ? ofConstant(literal) : NULL)
                .collect(Collectors.toCollection(TreeSet::new));
        return isOneOf(in.operand().accept(value), items, List.of(FALSE, NULL, TRUE), wanted);
    }

    /** Which differences of truth values make the operator true: {@code gt} needs a true and a false, {@code ge} is gt or eq. */
    private static Set<Integer> differences(ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> Set.of(0);
            case NE -> Set.of(-2, -1, 1, 2);
            case GT -> Set.of(2);
            case GE -> Set.of(0, 2);
            case LT -> Set.of(-2);
            case LE -> Set.of(-2, 0);
        };
    }

    private static String isOneOf(String value, Set<Integer> members, List<Integer> range, boolean wanted) {
        List<String> selected = range.stream()
                .filter(number -> members.contains(number) == wanted)
                .map(String::valueOf)
                .toList();
        return "(" + value + ") in (" + (selected.isEmpty() ? "null" : String.join(", ", selected)) + ")";
    }

    private static int ofConstant(Literal.BooleanLiteral constant) {
        return constant.value() ? TRUE : FALSE;
    }

    @Override
    public String filter(Filter filter) {
        return filter.accept((Filter.Visitor<String>) this);
    }

    @Override
    public String nullLiteral(Literal.NullLiteral literal) {
        return String.valueOf(NULL);
    }

    @Override
    public String constant(Literal.BooleanLiteral constant) {
        return String.valueOf(ofConstant(constant));
    }

    @Override
    public String and(Filter.And and) {
        return nested(sql.dialect().least(), values(and.operands()));
    }

    @Override
    public String or(Filter.Or or) {
        return nested(sql.dialect().greatest(), values(or.operands()));
    }

    private List<String> values(List<Filter> operands) {
        return operands.stream().map(this::filter).toList();
    }

    /** SQLite's functions have 127 arguments at most, and one argument makes another function of them. */
    private static String nested(String function, List<String> values) {
        List<String> parts = values;
        if (values.size() > MAX_ARGUMENTS) {
            int half = values.size() / 2;
            parts = List.of(
                    nested(function, values.subList(0, half)), nested(function, values.subList(half, values.size())));
        }
        return function + "(" + String.join(", ", parts) + ")";
    }

    @Override
    public String not(Filter.Not not) {
        return "(2 - " + filter(not.operand()) + ")";
    }

    @Override
    public String comparison(Filter.Comparison comparison) {
        return caseOf(List.of("when " + sql.condition(comparison, true) + " then " + TRUE), FALSE);
    }

    @Override
    public String in(Filter.In in) {
        return caseOf(List.of("when " + sql.condition(in, true) + " then " + TRUE), FALSE);
    }

    @Override
    public String call(Filter.Call call) {
        List<String> cases = new ArrayList<>();
        cases.add("when " + sql.condition(call, true) + " then " + TRUE);
        cases.add("when " + sql.condition(call, false) + " then " + FALSE);
        return caseOf(cases, NULL);
    }

    private static String caseOf(List<String> cases, int otherwise) {
        return "(case " + String.join(" ", cases) + " else " + otherwise + " end)";
    }

    @Override
    public String property(Property property) {
        throw notBoolean(property);
    }

    @Override
    public String string(Literal.StringLiteral literal) {
        throw notBoolean(literal);
    }

    @Override
    public String number(Literal.NumberLiteral literal) {
        throw notBoolean(literal);
    }

    @Override
    public String dateTime(Literal.DateTimeLiteral literal) {
        throw notBoolean(literal);
    }

    private static IllegalStateException notBoolean(Expression expression) {
        return new IllegalStateException(
                "the parser lets no " + expression.type().title() + " stand beside a boolean");
    }
}
