package io.damson.store;

import io.damson.query.CodePoints;
import io.damson.query.ComparisonOperator;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Comparisons and lists of strings, numbers and date-times, as conditions that they are true or that they are false. They are
 * two-valued in OData, with nulls too, so a false one is the opposite operator with the opposite nulls.
 */
record ScalarComparison(FilterToSql sql, boolean wanted) {

    String compare(Operand left, ComparisonOperator operator, Operand right) {
        if (left.property() == null && right.property() != null) {
            return compare(right, mirrored(operator), left);
        }
        boolean bothNull = wanted
                == (operator == ComparisonOperator.EQ
                        || operator == ComparisonOperator.GE
                        || operator == ComparisonOperator.LE);
        boolean oneNull = wanted == (operator == ComparisonOperator.NE);
        ComparisonOperator effective = wanted ? operator : opposite(operator);
        if (left.property() == null) {
            return constants(left, effective, right, bothNull, oneNull);
        }
        if (right.property() != null) {
            return properties(left.property(), effective, right.property(), bothNull, oneNull);
        }
        if (right.isNull()) {
            return FilterToSql.or(List.of(
                    bothNull ? isNull(left.property()) : FilterToSql.NONE,
                    oneNull ? isNotNull(left.property()) : FilterToSql.NONE));
        }
        return FilterToSql.or(List.of(
                present(left.property(), withConstant(left.property(), effective, right)),
                oneNull ? isNull(left.property()) : FilterToSql.NONE));
    }

    String in(Operand operand, List<Literal> items) {
        boolean nullListed = items.stream().anyMatch(item -> item.type() == Type.NULL);
        if (operand.isNull()) { // stands beside items of every type, booleans among them
            return constant(nullListed);
        }
        if (operand.property() == null) {
            return constant(items.stream().anyMatch(item -> isEqual(operand, Operand.of(item))));
        }
        ImageProperty property = operand.property();
        Set<Object> values = values(property, items);
        if (wanted) {
            return FilterToSql.or(List.of(
                    values.isEmpty()
                            ? FilterToSql.NONE
                            : sql.column(property) + " in " + sql.bindList(List.copyOf(values)),
                    nullListed ? isNull(property) : FilterToSql.NONE));
        }
        String absent = values.isEmpty()
                ? FilterToSql.ALL
                : sql.column(property) + " not in " + sql.bindList(List.copyOf(values));
        return FilterToSql.or(List.of(present(property, absent), nullListed ? FilterToSql.NONE : isNull(property)));
    }

    private String constant(boolean holds) {
        return holds == wanted ? FilterToSql.ALL : FilterToSql.NONE;
    }

    private static Set<Object> values(ImageProperty property, List<Literal> items) {
        Set<Object> values = new LinkedHashSet<>();
        for (Literal item : items) {
            Object constant = Operand.of(item).constant();
            if (constant instanceof BigDecimal number) {
                IntegralColumn.of(property).value(number).ifPresent(values::add);
            } else if (constant != null) {
                values.add(constant);
            }
        }
        return values;
    }

    private String withConstant(ImageProperty property, ComparisonOperator operator, Operand constant) {
        return constant.constant() instanceof BigDecimal number
                ? IntegralColumn.of(property).compare(sql, operator, number)
                : sql.column(property) + " " + sign(operator) + " " + sql.bind(String.valueOf(constant.constant()));
    }

    private String properties(
            ImageProperty left, ComparisonOperator operator, ImageProperty right, boolean bothNull, boolean oneNull) {
        List<String> conditions = new ArrayList<>();
        conditions.add(sql.column(left) + " " + sign(operator) + " " + sql.column(right));
        if (bothNull) {
            conditions.add(both(isNull(left), isNull(right)));
        }
        if (oneNull) {
            conditions.add(both(isNull(left), isNotNull(right)));
            conditions.add(both(isNotNull(left), isNull(right)));
        }
        return FilterToSql.or(conditions);
    }

    /** What cannot hold makes the whole impossible. */
    private static String both(String first, String second) {
        return first.equals(FilterToSql.NONE) || second.equals(FilterToSql.NONE)
                ? FilterToSql.NONE
                : FilterToSql.and(List.of(first, second));
    }

    private static String constants(
            Operand left, ComparisonOperator operator, Operand right, boolean bothNull, boolean oneNull) {
        boolean holds;
        if (left.isNull() || right.isNull()) {
            holds = left.isNull() && right.isNull() ? bothNull : oneNull;
        } else {
            holds = holds(order(left, right), operator);
        }
        return holds ? FilterToSql.ALL : FilterToSql.NONE;
    }

    private static boolean isEqual(Operand left, Operand right) {
        return left.isNull() || right.isNull() ? left.isNull() && right.isNull() : order(left, right) == 0;
    }

    private static int order(Operand left, Operand right) {
        return left.constant() instanceof BigDecimal number && right.constant() instanceof BigDecimal other
                ? number.compareTo(other)
                : CodePoints.compare(String.valueOf(left.constant()), String.valueOf(right.constant()));
    }

    private static boolean holds(int order, ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case LT -> order < 0;
            case LE -> order <= 0;
        };
    }

    /** What holds for all values, holds for those that are there. */
    private String present(ImageProperty property, String condition) {
        return condition.equals(FilterToSql.ALL) ? isNotNull(property) : condition;
    }

    private String isNull(ImageProperty property) {
        return property.isNullable() ? sql.column(property) + " is null" : FilterToSql.NONE;
    }

    private String isNotNull(ImageProperty property) {
        return property.isNullable() ? sql.column(property) + " is not null" : FilterToSql.ALL;
    }

    static String sign(ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> "=";
            case NE -> "<>";
            case GT -> ">";
            case GE -> ">=";
            case LT -> "<";
            case LE -> "<=";
        };
    }

    private static ComparisonOperator opposite(ComparisonOperator operator) {
        return switch (operator) {
            case EQ -> ComparisonOperator.NE;
            case NE -> ComparisonOperator.EQ;
            case GT -> ComparisonOperator.LE;
            case GE -> ComparisonOperator.LT;
            case LT -> ComparisonOperator.GE;
            case LE -> ComparisonOperator.GT;
        };
    }

    private static ComparisonOperator mirrored(ComparisonOperator operator) {
        return switch (operator) {
            case EQ, NE -> operator;
            case GT -> ComparisonOperator.LT;
            case GE -> ComparisonOperator.LE;
            case LT -> ComparisonOperator.GT;
            case LE -> ComparisonOperator.GE;
        };
    }
}
