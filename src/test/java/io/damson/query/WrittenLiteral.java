package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

/**
 * A literal, and what it means.
 *
 * @param text as it stands in a filter
 * @param meant what it has to be read as
 */
record WrittenLiteral(String text, Literal meant) {
    /** Fails unless the parser reads it so. */
    void requireRead() {
        Filter filter = FilterParser.parse("null eq " + text);
        assertThat(filter)
                .as(text)
                .isInstanceOfSatisfying(
                        Filter.Comparison.class,
                        comparison ->
                                assertThat(normal(comparison.right())).as(text).isEqualTo(normal(meant)));
    }

    /** Numbers are the same, however many digits they are written with. */
    private static Expression normal(Expression literal) {
        if (literal instanceof Literal.NumberLiteral number) {
            return new Literal.NumberLiteral(normal(number.value()));
        }
        return literal instanceof Literal.DateTimeLiteral moment
                ? new Literal.DateTimeLiteral(moment.second(), normal(moment.fraction()))
                : literal;
    }

    private static BigDecimal normal(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
