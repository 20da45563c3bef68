package io.damson.query;

import io.damson.image.Image;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query means, straight from the standard's sentences: the oracle that databases are tested against. */
public final class Evaluator {
    private Evaluator() {}

    /** The page of the ordered, filtered list. */
    public static List<Image> select(ImageQuery query, Collection<Image> images) {
        return images.stream()
                .filter(image -> query.filter().map(f -> matches(f, image)).orElse(true))
                .sorted(comparator(query.order()))
                .skip(query.page().skip())
                .limit(query.page().top())
                .toList();
    }

    /** Whether the filter's value for the image is true: false and null are left out (URL Conventions 5.1.2). */
    public static boolean matches(Filter filter, Image image) {
        return matches(filter, image, CodePoints::compare);
    }

    /**
     * The same with another order of strings.
     *
     * @param strings what is greater and what is less; equal are the strings that are the same
     */
    public static boolean matches(Filter filter, Image image, Comparator<String> strings) {
        return new Truth(image, strings).truth(filter).orElse(false);
    }

    /** The order of the keys; null values come before others ascending, after them descending (Protocol 11.2.6.2). */
    public static Comparator<Image> comparator(List<Sort> order) {
        return comparator(order, CodePoints::compare);
    }

    /** The same with another order of strings. */
    public static Comparator<Image> comparator(List<Sort> order, Comparator<String> strings) {
        return order.stream()
                .map(sort -> comparator(sort, strings))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Image> comparator(Sort sort, Comparator<String> strings) {
        Comparator<@Nullable Object> values = Comparator.nullsFirst((left, right) -> compare(left, right, strings));
        Comparator<Image> ascending = (a, b) -> values.compare(value(sort.property(), a), value(sort.property(), b));
        return sort.direction() == Sort.Direction.ASC ? ascending : ascending.reversed();
    }

    /** Numbers and date-times become exact numbers, so that they compare with every literal of their type. */
    private static @Nullable Object value(ImageProperty property, Image image) {
        Object value = property.of(image);
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof LocalDateTime dateTime ? seconds(dateTime) : value;
    }

    private static BigDecimal seconds(LocalDateTime dateTime) {
        return BigDecimal.valueOf(dateTime.toEpochSecond(ZoneOffset.UTC));
    }

    /** True is greater than false (URL Conventions 5.1.1.1.3). */
    private static int compare(Object left, Object right, Comparator<String> strings) {
        if (left instanceof String text) {
            return strings.compare(text, (String) right);
        }
        return left instanceof Boolean truth
                ? truth.compareTo((Boolean) right)
                : ((BigDecimal) left).compareTo((BigDecimal) right);
    }

    /** Null equals null and nothing else (URL Conventions 5.1.1.1.1). */
    private static boolean equal(Optional<Object> left, Optional<Object> right) {
        return left.isPresent() && right.isPresent()
                ? compare(left.get(), right.get(), CodePoints::compare) == 0
                : left.isEmpty() && right.isEmpty();
    }

    /** The value of each kind of expression for one image. */
    private record Truth(Image image, Comparator<String> strings)
            implements Filter.Visitor<Optional<Boolean>>, Expression.Visitor<Optional<Object>> {

        private Optional<Boolean> truth(Filter filter) {
            return filter.accept((Filter.Visitor<Optional<Boolean>>) this);
        }

        private Optional<Object> value(Expression expression) {
            return expression.accept((Expression.Visitor<Optional<Object>>) this);
        }

        /** 5.1.1.1.7: false if an operand is false, otherwise null if one is null. */
        @Override
        public Optional<Boolean> and(Filter.And and) {
            List<Optional<Boolean>> truths =
                    and.operands().stream().map(this::truth).toList();
            return truths.contains(Optional.of(false)) ? Optional.of(false) : nullOr(truths, true);
        }

        /** 5.1.1.1.8: true if an operand is true, otherwise null if one is null. */
        @Override
        public Optional<Boolean> or(Filter.Or or) {
            List<Optional<Boolean>> truths =
                    or.operands().stream().map(this::truth).toList();
            return truths.contains(Optional.of(true)) ? Optional.of(true) : nullOr(truths, false);
        }

        private static Optional<Boolean> nullOr(List<Optional<Boolean>> truths, boolean value) {
            return truths.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(value);
        }

        /** 5.1.1.1.9: not null is null. */
        @Override
        public Optional<Boolean> not(Filter.Not not) {
            return truth(not.operand()).map(truth -> !truth);
        }

        /** With a null, gt and lt are false; ge and le are "gt or eq", "lt or eq". */
        @Override
        public Optional<Boolean> comparison(Filter.Comparison comparison) {
            Optional<Object> left = value(comparison.left());
            Optional<Object> right = value(comparison.right());
            boolean equal = equal(left, right);
            int order = left.isEmpty() || right.isEmpty() ? 0 : compare(left.get(), right.get(), strings);
            return Optional.of(
                    switch (comparison.operator()) {
                        case EQ -> equal; // 5.1.1.1.1
                        case NE -> !equal; // 5.1.1.1.2
                        case GT -> order > 0; // 5.1.1.1.3
                        case GE -> order > 0 || equal; // 5.1.1.1.4
                        case LT -> order < 0; // 5.1.1.1.5
                        case LE -> order < 0 || equal; // 5.1.1.1.6
                    });
        }

        /** 5.1.1.1.11: true if the left operand is a member of the list, so never of an empty one. */
        @Override
        public Optional<Boolean> in(Filter.In in) {
            Optional<Object> operand = value(in.operand());
            return Optional.of(in.items().stream().anyMatch(item -> equal(operand, value(item))));
        }

        /** 5.1.1.4: null if an argument is null; 5.1.1.5.2, 5.1.1.5.3 and 5.1.1.5.6 for strings that are there. */
        @Override
        public Optional<Boolean> call(Filter.Call call) {
            return value(call.text())
                    .flatMap(text ->
                            value(call.part()).map(part -> call.function().test((String) text, (String) part)));
        }

        @Override
        public Optional<Boolean> constant(Literal.BooleanLiteral constant) {
            return Optional.of(constant.value());
        }

        @Override
        public Optional<Object> property(Property property) {
            return Optional.ofNullable(Evaluator.value(property.property(), image));
        }

        @Override
        public Optional<Object> string(Literal.StringLiteral literal) {
            return Optional.of(literal.value());
        }

        @Override
        public Optional<Object> number(Literal.NumberLiteral literal) {
            return Optional.of(literal.value());
        }

        @Override
        public Optional<Object> dateTime(Literal.DateTimeLiteral literal) {
            return Optional.of(seconds(literal.second()).add(literal.fraction()));
        }

        @Override
        public Optional<Object> nullLiteral(Literal.NullLiteral literal) {
            return Optional.empty();
        }

        @Override
        public Optional<Object> filter(Filter filter) {
            return truth(filter).map(truth -> truth);
        }
    }
}
