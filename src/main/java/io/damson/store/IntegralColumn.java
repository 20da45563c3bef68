package io.damson.store;

import io.damson.query.ComparisonOperator;
import io.damson.query.ImageProperty;
import io.damson.query.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A column that holds whole numbers or whole seconds. A constant is folded into its type before it reaches SQL: a decimal parameter
 * would cost the database its index.
 */
record IntegralColumn(ImageProperty property, BigDecimal min, BigDecimal max) {

    static IntegralColumn of(ImageProperty property) {
        return switch (property) {
            case ID, SIZE_IN_BYTES -> new IntegralColumn(property, Long.MIN_VALUE, Long.MAX_VALUE);
            case CREATED_ON, MODIFIED_ON ->
                new IntegralColumn(
                        property,
                        LocalDateTime.of(1, 1, 1, 0, 0, 0).toEpochSecond(ZoneOffset.UTC),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC));
            default -> new IntegralColumn(property, Integer.MIN_VALUE, Integer.MAX_VALUE);
        };
    }

    private IntegralColumn(ImageProperty property, long min, long max) {
        this(property, BigDecimal.valueOf(min), BigDecimal.valueOf(max));
    }

    /** The constant as a value of the column; empty where the column can have no such value. */
    Optional<Object> value(BigDecimal constant) {
        return isWhole(constant) && constant.compareTo(min) >= 0 && constant.compareTo(max) <= 0
                ? Optional.of(parameter(constant.longValueExact()))
                : Optional.empty();
    }

    /** The condition that a value which is there stands so to the constant. */
    String compare(FilterToSql sql, ComparisonOperator operator, BigDecimal constant) {
        if (constant.compareTo(max) > 0) {
            return operator == ComparisonOperator.LT
                            || operator == ComparisonOperator.LE
                            || operator == ComparisonOperator.NE
                    ? FilterToSql.ALL
                    : FilterToSql.NONE;
        }
        if (constant.compareTo(min) < 0) {
            return operator == ComparisonOperator.GT
                            || operator == ComparisonOperator.GE
                            || operator == ComparisonOperator.NE
                    ? FilterToSql.ALL
                    : FilterToSql.NONE;
        }
        if (isWhole(constant)) {
            return compare(sql, ScalarComparison.sign(operator), constant.longValueExact());
        }
        long floor = floor(constant);
        return switch (operator) {
            case EQ -> FilterToSql.NONE;
            case NE -> FilterToSql.ALL;
            case GT, GE -> compare(sql, ">", floor);
            case LT, LE -> compare(sql, "<=", floor);
        };
    }

    private String compare(FilterToSql sql, String sign, long bound) {
        return sql.column(property) + " " + sign + " " + sql.bind(parameter(bound));
    }

    /** Never by way of an unscaled number: a literal such as {@code 1e-999999999} is short, its digits are not. */
    private static boolean isWhole(BigDecimal constant) {
        return constant.signum() == 0 || constant.stripTrailingZeros().scale() <= 0;
    }

    private static long floor(BigDecimal fraction) {
        if (fraction.abs().compareTo(BigDecimal.ONE) < 0) {
            return fraction.signum() < 0 ? -1 : 0;
        }
        return fraction.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private Object parameter(long value) {
        if (property.type() == Type.DATE_TIME) {
            return LocalDateTime.ofEpochSecond(value, 0, ZoneOffset.UTC);
        }
        return max.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) == 0
                ? (Object) value
                : (Object) Math.toIntExact(value);
    }
}
