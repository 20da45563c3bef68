package io.damson.verify.relation;

import io.damson.query.ComparisonOperator;
import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.Property;
import io.damson.query.StringFunction;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filters, written shortly. */
final class Terms {
    static final Literal NULL = new Literal.NullLiteral();
    static final Filter TRUE = new Literal.BooleanLiteral(true);
    static final Filter FALSE = new Literal.BooleanLiteral(false);

    private Terms() {}

    /** A constant for a value that an image has, a number or null. */
    static Literal literal(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof LocalDateTime dateTime) {
            return new Literal.DateTimeLiteral(dateTime, BigDecimal.ZERO);
        }
        return value instanceof String text
                ? new Literal.StringLiteral(text)
                : new Literal.NumberLiteral(new BigDecimal(value.toString()));
    }

    static Filter compare(ImageProperty property, ComparisonOperator operator, @Nullable Object value) {
        return compare(new Property(property), operator, literal(value));
    }

    static Filter compare(Expression left, ComparisonOperator operator, Expression right) {
        return new Filter.Comparison(left, operator, right);
    }

    static Filter call(StringFunction function, ImageProperty property, String part) {
        return new Filter.Call(function, new Property(property), new Literal.StringLiteral(part));
    }

    static Filter in(ImageProperty property, List<?> values) {
        return new Filter.In(
                new Property(property),
                values.stream()
                        .map(value ->
                                value instanceof Optional<?> optional ? literal(optional.orElse(null)) : literal(value))
                        .toList());
    }

    static Filter not(Filter operand) {
        return new Filter.Not(operand);
    }

    static Filter and(Filter... operands) {
        return new Filter.And(List.of(operands));
    }

    static Filter or(Filter... operands) {
        return new Filter.Or(List.of(operands));
    }
}
