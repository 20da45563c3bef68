package io.damson.verify.relation;

import io.damson.query.ComparisonOperator;
import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.Property;
import io.damson.query.StringFunction;
import io.damson.query.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Well-typed filters at random, over the values that the images have. The same numbers, the same filters. */
final class RandomFilters {
    private static final List<Type> TYPES = List.of(Type.STRING, Type.STRING, Type.NUMBER, Type.DATE_TIME);

    private final Values values;
    private final Random random;

    RandomFilters(Values values, Random random) {
        this.values = values;
        this.random = random;
    }

    /** @param depth how deep it nests at most */
    Filter filter(int depth) {
        if (depth == 0) {
            return atom();
        }
        return switch (random.nextInt(7)) {
            case 0, 1 -> Terms.and(filter(depth - 1), filter(depth - 1));
            case 2, 3 -> Terms.or(filter(depth - 1), filter(depth - 1));
            case 4 -> Terms.not(filter(depth - 1));
            case 5 ->
                Terms.compare(filter(depth - 1), pick(List.of(ComparisonOperator.EQ, ComparisonOperator.NE)), truth());
            default -> atom();
        };
    }

    private Expression truth() {
        return pick(List.of(Terms.TRUE, Terms.FALSE, Terms.NULL));
    }

    private Filter atom() {
        Type type = pick(TYPES);
        ImageProperty property = pick(Values.properties(type));
        return switch (random.nextInt(6)) {
            case 0 ->
                new Filter.In(
                        new Property(property),
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(i -> literal(property))
                                .toList());
            case 1, 2 -> call();
            default ->
                Terms.compare(
                        new Property(property),
                        pick(Arrays.asList(ComparisonOperator.values())),
                        operand(property, type));
        };
    }

    private Filter call() {
        ImageProperty property = pick(Values.properties(Type.STRING));
        return new Filter.Call(pick(Arrays.asList(StringFunction.values())), new Property(property), part(property));
    }

    private Expression part(ImageProperty property) {
        List<Object> texts = values.of(property);
        if (texts.isEmpty() || random.nextInt(8) == 0) {
            return pick(List.of(Terms.NULL, new Property(ImageProperty.FILE_TYPE)));
        }
        int[] text = pick(texts).toString().codePoints().toArray();
        int from = random.nextInt(text.length + 1);
        int length = random.nextInt(Math.min(5, text.length - from) + 1);
        return new Literal.StringLiteral(new String(text, from, length));
    }

    private Expression operand(ImageProperty property, Type type) {
        return random.nextInt(6) == 0 ? new Property(pick(Values.properties(type))) : literal(property);
    }

    private Literal literal(ImageProperty property) {
        List<Object> all = values.of(property);
        return all.isEmpty() || random.nextInt(8) == 0 ? Terms.NULL : Terms.literal(pick(all));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
