package io.damson.verify.traffic;

import io.damson.image.Image;
import io.damson.query.ComparisonOperator;
import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.Literal;
import io.damson.query.Property;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The relation that a filter breaks which selects what it does not mean: the one that says most of the filter's outermost operator, and of
 * the image that came.
 */
final class FilterBlame implements Filter.Visitor<String> {
    private static final Pattern SPECIAL = Pattern.compile("[%_\\\\*?.\\[\\]^$]");

    private final @Nullable Image image;

    private FilterBlame(@Nullable Image image) {
        this.image = image;
    }

    /** @param image that was selected wrongly, or was not; null where the filter was refused */
    static String of(Filter filter, @Nullable Image image) {
        return filter.accept((Filter.Visitor<String>) new FilterBlame(image));
    }

    @Override
    public String and(Filter.And and) {
        return "FILTER-19";
    }

    @Override
    public String or(Filter.Or or) {
        return "FILTER-20";
    }

    @Override
    public String not(Filter.Not not) {
        return not.operand() instanceof Filter.Call call && isNull(call.text()) ? "FILTER-22" : "FILTER-21";
    }

    @Override
    public String comparison(Filter.Comparison comparison) {
        Expression left = comparison.left();
        Expression right = comparison.right();
        if (left instanceof Literal.NullLiteral || right instanceof Literal.NullLiteral) {
            return "FILTER-7";
        }
        if (!(left instanceof Property) || !(right instanceof Literal)) {
            return "FILTER-30";
        }
        if (isNull(left)) {
            return "FILTER-8";
        }
        ComparisonOperator operator = comparison.operator();
        if (right instanceof Literal.StringLiteral text) {
            boolean isOtherCase =
                    text(left).equalsIgnoreCase(text.value()) && !text(left).equals(text.value());
            if (isOtherCase || operator != ComparisonOperator.EQ && operator != ComparisonOperator.NE) {
                return "FILTER-6";
            }
        }
        if (right instanceof Literal.DateTimeLiteral moment) {
            return moment.fraction().signum() == 0 ? "FILTER-26" : "FILTER-27";
        }
        if (right instanceof Literal.NumberLiteral number && isUnusual(number.value())) {
            return "FILTER-29";
        }
        return switch (operator) {
            case EQ -> "FILTER-2";
            case NE -> "FILTER-3";
            case GT, LT -> "FILTER-4";
            case GE, LE -> "FILTER-5";
        };
    }

    private static boolean isUnusual(BigDecimal number) {
        return number.scale() != 0 || number.precision() > 18;
    }

    @Override
    public String in(Filter.In in) {
        boolean isOfNull = in.items().isEmpty()
                || in.items().stream().anyMatch(Literal.NullLiteral.class::isInstance)
                || isNull(in.operand());
        return isOfNull ? "FILTER-10" : "FILTER-9";
    }

    @Override
    public String call(Filter.Call call) {
        if (isNull(call.text())) {
            return "FILTER-22";
        }
        if (call.part() instanceof Literal.StringLiteral part) {
            String needle = part.value();
            if (needle.isEmpty()) {
                return "FILTER-18";
            }
            String lower = needle.toLowerCase(Locale.ROOT);
            String text = text(call.text());
            if (!text.contains(needle) && text.toLowerCase(Locale.ROOT).contains(lower)) {
                return "FILTER-14";
            }
            if (needle.contains("'")) {
                return "FILTER-16";
            }
            if (SPECIAL.matcher(needle).find() && !text.contains(needle)) {
                return "FILTER-15";
            }
        }
        return switch (call.function()) {
            case CONTAINS -> "FILTER-11";
            case STARTS_WITH -> "FILTER-12";
            case ENDS_WITH -> "FILTER-13";
        };
    }

    @Override
    public String constant(Literal.BooleanLiteral constant) {
        return "FILTER-25";
    }

    private boolean isNull(Expression expression) {
        return image != null
                && expression instanceof Property property
                && property.property().of(image) == null;
    }

    private String text(Expression expression) {
        return image != null && expression instanceof Property property
                ? String.valueOf(property.property().of(image))
                : "";
    }

    /**
     * Whether only OData says whether the filter selects the image: by a null, by the case of letters, by a character that is a wildcard
     * elsewhere.
     */
    static boolean isOpenByDocumentation(Filter filter, Image image) {
        return filter.accept((Filter.Visitor<Boolean>) new Undocumented(image));
    }

    private record Undocumented(Image image) implements Filter.Visitor<Boolean> {
        private boolean any(List<Filter> operands) {
            return operands.stream().anyMatch(operand -> operand.accept((Filter.Visitor<Boolean>) this));
        }

        private boolean isNull(Expression expression) {
            return expression instanceof Literal.NullLiteral
                    || expression instanceof Property property
                            && property.property().of(image) == null
                    || expression instanceof Filter filter && filter.accept((Filter.Visitor<Boolean>) this);
        }

        /** Whether the two agree in another case than their own. */
        private boolean isByCase(Expression left, Expression right, BiPredicate<String, String> agree) {
            String one = text(left);
            String other = text(right);
            return agree.test(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) && !agree.test(one, other);
        }

        private String text(Expression expression) {
            return expression instanceof Property property
                    ? String.valueOf(property.property().of(image))
                    : expression instanceof Literal.StringLiteral literal ? literal.value() : "";
        }

        @Override
        public Boolean and(Filter.And and) {
            return any(and.operands());
        }

        @Override
        public Boolean or(Filter.Or or) {
            return any(or.operands());
        }

        @Override
        public Boolean not(Filter.Not not) {
            return any(List.of(not.operand()));
        }

        @Override
        public Boolean comparison(Filter.Comparison comparison) {
            Expression left = comparison.left();
            Expression right = comparison.right();
            return isNull(left) || isNull(right) || isByCase(left, right, String::equals);
        }

        @Override
        public Boolean in(Filter.In in) {
            return isNull(in.operand())
                    || in.items().stream()
                            .anyMatch(item -> isNull(item) || isByCase(in.operand(), item, String::equals));
        }

        @Override
        public Boolean call(Filter.Call call) {
            return isNull(call.text())
                    || isNull(call.part())
                    || SPECIAL.matcher(text(call.part())).find()
                            && !text(call.text()).contains(text(call.part()))
                    || isByCase(
                            call.text(),
                            call.part(),
                            switch (call.function()) {
                                case CONTAINS -> String::contains;
                                case STARTS_WITH -> String::startsWith;
                                case ENDS_WITH -> String::endsWith;
                            });
        }

        @Override
        public Boolean constant(Literal.BooleanLiteral constant) {
            return false;
        }
    }
}
