package io.damson.query;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A filter as {@code $filter} writes it (OData ABNF, {@code boolCommonExpr}): parentheses wherever precedence could matter. */
public final class FilterText implements Filter.Visitor<String>, Expression.Visitor<String> {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final String dateSuffix;

    private FilterText(String dateSuffix) {
        this.dateSuffix = dateSuffix;
    }

    /** @param dateSuffix what follows a date-time: {@code Z} or nothing */
    public static String of(Filter filter, String dateSuffix) {
        return new FilterText(dateSuffix).text(filter);
    }

    /** Whether a date-time can be written: its year is 0001 to 9999. */
    public static boolean canSay(LocalDateTime dateTime) {
        return dateTime.getYear() >= 1 && dateTime.getYear() <= 9999;
    }

    /** A value as the API prints it. */
    public static String printed(@Nullable Object value) {
        return value instanceof LocalDateTime moment ? dateTime(moment) : String.valueOf(value);
    }

    /** A constant: a string in quotes, a date-time, or a number. */
    public static String literal(Object value, String dateSuffix) {
        return value instanceof String text
                ? "'" + text.replace("'", "''") + "'"
                : printed(value) + (value instanceof LocalDateTime ? dateSuffix : "");
    }

    /** A date-time without an offset. */
    public static String dateTime(LocalDateTime dateTime) {
        return dateTime.format(SECONDS);
    }

    private String text(Filter filter) {
        return filter.accept((Filter.Visitor<String>) this);
    }

    private String operand(Expression expression) {
        return expression instanceof Filter filter && !(filter instanceof Literal)
                ? "(" + text(filter) + ")"
                : expression.accept((Expression.Visitor<String>) this);
    }

    private String joined(List<Filter> operands, String operator) {
        return operands.stream()
                .map(operand -> operand instanceof Filter.And || operand instanceof Filter.Or
                        ? "(" + text(operand) + ")"
                        : text(operand))
                .collect(Collectors.joining(" " + operator + " "));
    }

    @Override
    public String and(Filter.And and) {
        return joined(and.operands(), "and");
    }

    @Override
    public String or(Filter.Or or) {
        return joined(or.operands(), "or");
    }

    @Override
    public String not(Filter.Not not) {
        return "not (" + text(not.operand()) + ")";
    }

    @Override
    public String comparison(Filter.Comparison comparison) {
        return operand(comparison.left()) + " " + comparison.operator().keyword() + " " + operand(comparison.right());
    }

    @Override
    public String in(Filter.In in) {
        return operand(in.operand()) + " in ("
                + in.items().stream().map(this::operand).collect(Collectors.joining(",")) + ")";
    }

    @Override
    public String call(Filter.Call call) {
        return call.function().functionName() + "(" + operand(call.text()) + "," + operand(call.part()) + ")";
    }

    @Override
    public String constant(Literal.BooleanLiteral constant) {
        return Boolean.toString(constant.value());
    }

    @Override
    public String property(Property property) {
        return property.property().propertyName();
    }

    @Override
    public String string(Literal.StringLiteral literal) {
        return literal(literal.value(), "");
    }

    @Override
    public String number(Literal.NumberLiteral literal) {
        return literal.value().toPlainString();
    }

    @Override
    public String dateTime(Literal.DateTimeLiteral literal) {
        String fraction = literal.fraction().signum() == 0
                ? ""
                : literal.fraction().toPlainString().substring(1);
        return dateTime(literal.second()) + fraction + dateSuffix;
    }

    @Override
    public String nullLiteral(Literal.NullLiteral literal) {
        return "null";
    }

    @Override
    public String filter(Filter filter) {
        return text(filter);
    }
}
