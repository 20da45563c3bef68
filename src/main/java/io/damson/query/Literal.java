package io.damson.query;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/** A constant: {@code primitiveLiteral} of the OData ABNF, of the types that images have. */
public sealed interface Literal extends Expression {

    /** A string, quotes undoubled. */
    record StringLiteral(String value) implements Literal {
        @Override
        public Type type() {
            return Type.STRING;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.string(this);
        }
    }

    /** An integer, a decimal or a number with an exponent, exactly. */
    record NumberLiteral(BigDecimal value) implements Literal {
        @Override
        public Type type() {
            return Type.NUMBER;
        }

        @Override
        public String typeTitle() {
            return value.scale() <= 0 ? "integer" : type().title();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /**
     * A moment, in UTC.
     *
     * @param second whole seconds; the year may be 0 or 10000 where an offset has moved it there
     * @param fraction the rest, from 0 up to but not including 1
     */
    record DateTimeLiteral(LocalDateTime second, BigDecimal fraction) implements Literal {
        @Override
        public Type type() {
            return Type.DATE_TIME;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dateTime(this);
        }
    }

    /** {@code null}. */
    record NullLiteral() implements Literal {
        @Override
        public Type type() {
            return Type.NULL;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nullLiteral(this);
        }
    }

    /** {@code true} or {@code false}, which are filters too. */
    record BooleanLiteral(boolean value) implements Literal, Filter {
        @Override
        public Type type() {
            return Type.BOOLEAN;
        }

        @Override
        public <R> R accept(Expression.Visitor<R> visitor) {
            return visitor.filter(this);
        }

        @Override
        public <R> R accept(Filter.Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }
}
