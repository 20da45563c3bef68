package io.damson.query;

import java.util.List;

/** A boolean expression: {@code boolCommonExpr} of the OData ABNF. Its value for an image is true, false or null. */
public sealed interface Filter extends Expression
        permits Filter.And, Filter.Or, Filter.Not, Filter.Comparison, Filter.In, Filter.Call, Literal.BooleanLiteral {

    @Override
    default Type type() {
        return Type.BOOLEAN;
    }

    @Override
    default <R> R accept(Expression.Visitor<R> visitor) {
        return visitor.filter(this);
    }

    /** Calls the visitor's method for this kind of filter. */
    <R> R accept(Visitor<R> visitor);

    /** A case for each kind of filter. */
    interface Visitor<R> {
        /** All of them. */
        R and(And and);

        /** One of them at least. */
        R or(Or or);

        /** The opposite. */
        R not(Not not);

        /** Two operands compared. */
        R comparison(Comparison comparison);

        /** One of a list. */
        R in(In in);

        /** A function of strings. */
        R call(Call call);

        /** {@code true} or {@code false}. */
        R constant(Literal.BooleanLiteral constant);
    }

    /** Three-valued, over two operands or more: false beats null (URL Conventions 5.1.1.1.7). */
    record And(List<Filter> operands) implements Filter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.and(this);
        }
    }

    /** Three-valued, over two operands or more: true beats null (URL Conventions 5.1.1.1.8). */
    record Or(List<Filter> operands) implements Filter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.or(this);
        }
    }

    /** Three-valued: {@code not null} is null (URL Conventions 5.1.1.1.9). */
    record Not(Filter operand) implements Filter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.not(this);
        }
    }

    /**
     * Two-valued, with nulls too (URL Conventions 5.1.1.1.1 to 5.1.1.1.6): null equals null alone, and {@code gt}, {@code lt} with
     * a null are false. The operands are of one type, or one of them at least is null.
     */
    record Comparison(Expression left, ComparisonOperator operator, Expression right) implements Filter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comparison(this);
        }
    }

    /** Two-valued: an {@code or} of {@code eq}, so that no items make it false (URL Conventions 5.1.1.1.11). */
    record In(Expression operand, List<Literal> items) implements Filter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.in(this);
        }
    }

    /** Null where an argument is null (URL Conventions 5.1.1.4). The arguments are strings or null. */
    record Call(StringFunction function, Expression text, Expression part) implements Filter {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }
}
