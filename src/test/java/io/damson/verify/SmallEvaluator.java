package io.damson.verify;

import io.damson.image.Image;
import io.damson.query.ComparisonOperator;
import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.Property;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a filter means, written a second time: right without mutants, wrong with them. Null stands for null. */
final class SmallEvaluator {
    private final Set<Mutant> mutants;

    SmallEvaluator(Set<Mutant> mutants) {
        this.mutants = mutants;
    }

    private boolean is(Mutant mutant) {
        return mutants.contains(mutant);
    }

    boolean selects(Filter filter, Image image) {
        if (is(Mutant.DEEP_FILTERS_ARE_TRUE) && depth(filter) > 3) {
            return true;
        }
        return Boolean.TRUE.equals(truth(is(Mutant.AND_OR_FROM_THE_LEFT) ? fromTheLeft(filter) : filter, image));
    }

    private static int depth(Filter filter) {
        Stream<Filter> operands = filter instanceof Filter.And and
                ? and.operands().stream()
                : filter instanceof Filter.Or or
                        ? or.operands().stream()
                        : filter instanceof Filter.Not not ? Stream.of(not.operand()) : Stream.empty();
        return 1 + operands.mapToInt(SmallEvaluator::depth).max().orElse(0);
    }

    private static Filter fromTheLeft(Filter filter) {
        return filter instanceof Filter.Or or && or.operands().get(or.operands().size() - 1) instanceof Filter.And and
                ? new Filter.And(List.of(
                        new Filter.Or(
                                List.of(or.operands().get(0), and.operands().get(0))),
                        and.operands().get(1)))
                : filter;
    }

    private @Nullable Boolean truth(Filter filter, Image image) {
        if (filter instanceof Filter.And and) {
            return junction(and.operands(), is(Mutant.AND_IS_OR), image);
        }
        if (filter instanceof Filter.Or or) {
            return junction(or.operands(), !is(Mutant.OR_IS_AND), image);
        }
        if (filter instanceof Filter.Not not && not.operand() instanceof Filter.And and && is(Mutant.NOT_LEAVES_AND)) {
            List<Filter> negated =
                    and.operands().stream().<Filter>map(Filter.Not::new).toList();
            return junction(negated, false, image);
        }
        if (filter instanceof Filter.Not not) {
            Boolean operand = truth(not.operand(), image);
            if (operand == null && is(Mutant.NOT_NULL_IS_TRUE)) {
                return true;
            }
            return operand == null ? null : operand == is(Mutant.NOT_IGNORED);
        }
        if (filter instanceof Filter.Comparison comparison) {
            boolean isSwapped = is(Mutant.SIDES_SWAPPED)
                    && comparison.left() instanceof Literal
                    && comparison.right() instanceof Property;
            return isSwapped
                    ? compared(comparison.operator(), value(comparison.right(), image), value(comparison.left(), image))
                    : compared(
                            comparison.operator(), value(comparison.left(), image), value(comparison.right(), image));
        }
        if (filter instanceof Filter.In in) {
            return listed(in, image);
        }
        if (filter instanceof Filter.Call call) {
            return called(call, image);
        }
        return ((Literal.BooleanLiteral) filter).value() != is(Mutant.TRUE_IS_FALSE);
    }

    /** @param decisive the truth of one operand that decides: false for and, true for or */
    private @Nullable Boolean junction(List<Filter> operands, boolean decisive, Image image) {
        boolean isNull = false;
        for (Filter operand : operands) {
            Boolean truth = truth(operand, image);
            if (truth == null) {
                isNull = true;
            } else if (truth == decisive) {
                return decisive;
            }
        }
        return isNull ? null : !decisive;
    }

    private boolean listed(Filter.In in, Image image) {
        Object operand = value(in.operand(), image);
        if (in.items().isEmpty()) {
            return is(Mutant.EMPTY_IN_IS_ALL);
        }
        return in.items().stream()
                .limit(is(Mutant.IN_FIRST_ONLY) ? 1 : Long.MAX_VALUE)
                .map(item -> Optional.ofNullable(value(item, image)))
                .anyMatch(item -> item.isEmpty()
                        ? operand == null && !is(Mutant.IN_WITHOUT_NULL)
                        : operand != null && compare(operand, item.get()) == 0);
    }

    private @Nullable Boolean called(Filter.Call call, Image image) {
        Object whole = value(call.text(), image);
        Object piece = value(call.part(), image);
        if (whole == null || piece == null) {
            return null;
        }
        String text = whole.toString();
        String part = piece.toString();
        if (part.isEmpty() && is(Mutant.EMPTY_PART_IS_NOWHERE)) {
            return false;
        }
        if (is(Mutant.CONTAINS_IGNORES_CASE)) {
            text = text.toLowerCase(Locale.ROOT);
            part = part.toLowerCase(Locale.ROOT);
        }
        String pattern = Pattern.quote(part);
        if (is(Mutant.PERCENT_IS_A_WILDCARD)) {
            pattern = pattern.replace("%", "\\E.*\\Q");
        }
        if (is(Mutant.UNDERSCORE_IS_A_WILDCARD)) {
            pattern = pattern.replace("_", "\\E.\\Q");
        }
        return Pattern.compile(
                        switch (call.function()) {
                            case CONTAINS -> (is(Mutant.CONTAINS_IS_STARTSWITH) ? "" : ".*") + pattern + ".*";
                            case STARTS_WITH -> (is(Mutant.STARTSWITH_IS_CONTAINS) ? ".*" : "") + pattern + ".*";
                            case ENDS_WITH -> ".*" + pattern + (is(Mutant.ENDSWITH_IS_CONTAINS) ? ".*" : "");
                        },
                        Pattern.DOTALL)
                .matcher(text)
                .matches();
    }

    private boolean compared(ComparisonOperator operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return withNull(operator, left, right);
        }
        int order = compare(left, right);
        return switch (operator) {
            case EQ ->
                order == 0 || is(Mutant.EQ_IGNORES_CASE) && left.toString().equalsIgnoreCase(right.toString());
            case NE -> is(Mutant.NE_IS_EQ) == (order == 0);
            case GT -> order > 0 || is(Mutant.GT_WITH_EQUAL) && order == 0;
            case GE -> order > 0 || !is(Mutant.GE_WITHOUT_EQUAL) && order == 0;
            case LT -> order < 0 || is(Mutant.LT_WITH_EQUAL) && order == 0;
            case LE -> order <= 0;
        };
    }

    private boolean withNull(ComparisonOperator operator, @Nullable Object left, @Nullable Object right) {
        boolean equal = left == null && right == null && !is(Mutant.NULL_EQUALS_NOTHING);
        return switch (operator) {
            case EQ, GE -> equal;
            case LE -> equal || left == null && right != null && is(Mutant.NULL_IS_LESS);
            case LT -> left == null && right != null && is(Mutant.NULL_IS_LESS);
            case NE -> !equal && !(is(Mutant.NE_WITHOUT_NULLS) && right != null);
            case GT -> false;
        };
    }

    private int compare(Object left, Object right) {
        if (left instanceof BigDecimal number && right instanceof BigDecimal other) {
            return is(Mutant.NUMBERS_AS_STRINGS)
                    ? number.toPlainString().compareTo(other.toPlainString())
                    : number.compareTo(other);
        }
        if (left instanceof Boolean truth) {
            return truth.compareTo((Boolean) right);
        }
        if (is(Mutant.STRINGS_COMPARED_BY_UTF_16)) {
            return left.toString().compareTo(right.toString());
        }
        return is(Mutant.STRINGS_COMPARED_IGNORING_CASE)
                ? left.toString().compareToIgnoreCase(right.toString())
                : byCodePoint(left.toString(), right.toString());
    }

    /** UTF-32, unit by unit. */
    static int byCodePoint(String left, String right) {
        return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
    }

    private @Nullable Object value(Expression expression, Image image) {
        if (expression instanceof Property property) {
            return value(property.property(), image);
        }
        if (expression instanceof Literal.StringLiteral literal) {
            return literal(literal.value());
        }
        if (expression instanceof Literal.NumberLiteral literal) {
            return is(Mutant.DECIMALS_ROUNDED) ? literal.value().setScale(0, RoundingMode.FLOOR) : literal.value();
        }
        if (expression instanceof Literal.DateTimeLiteral literal) {
            BigDecimal seconds = seconds(literal.second());
            return is(Mutant.FRACTION_IGNORED) ? seconds : seconds.add(literal.fraction());
        }
        return expression instanceof Filter filter ? truth(filter, image) : null;
    }

    private String literal(String text) {
        if (is(Mutant.DOUBLED_QUOTE_STAYS_DOUBLED)) {
            return text.replace("'", "''");
        }
        return is(Mutant.BEYOND_ASCII_IS_LOST) ? text.replaceAll("[^\\x00-\\x7f]", "?") : text;
    }

    private @Nullable Object value(ImageProperty property, Image image) {
        Object value = property.of(image);
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof LocalDateTime moment ? seconds(moment) : value;
    }

    private BigDecimal seconds(LocalDateTime moment) {
        LocalDateTime meant = is(Mutant.DATES_TO_THE_DAY) ? moment.toLocalDate().atStartOfDay() : moment;
        return BigDecimal.valueOf(meant.toEpochSecond(ZoneOffset.UTC));
    }
}
