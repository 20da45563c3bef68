package io.damson.store;

import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.Property;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What stands on a side of a comparison of scalars: a property, or a constant, or null.
 *
 * @param property null for a constant
 * @param constant a {@code String}, or a {@code BigDecimal} for a number and for a date-time (its seconds since 1970); null for a
 *     property and for {@code null}
 */
record Operand(@Nullable ImageProperty property, @Nullable Object constant) {

    static Operand of(Expression expression) {
        return expression.accept(READER);
    }

    boolean isNull() {
        return property == null && constant == null;
    }

    private static final Expression.Visitor<Operand> READER = new Expression.Visitor<>() {
        @Override
        public Operand property(Property property) {
            return new Operand(property.property(), null);
        }

        @Override
        public Operand string(Literal.StringLiteral literal) {
            return new Operand(null, literal.value());
        }

        @Override
        public Operand number(Literal.NumberLiteral literal) {
            return new Operand(null, literal.value());
        }

        @Override
        public Operand dateTime(Literal.DateTimeLiteral literal) {
            long second = literal.second().toEpochSecond(ZoneOffset.UTC);
            return new Operand(null, BigDecimal.valueOf(second).add(literal.fraction()));
        }

        @Override
        public Operand nullLiteral(Literal.NullLiteral literal) {
            return new Operand(null, null);
        }

        @Override
        public Operand filter(Filter filter) {
            throw new IllegalStateException("a boolean is no scalar");
        }
    };
}
