package io.damson.verify.relation;

import io.damson.query.ComparisonOperator;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.query.StringFunction;
import io.damson.query.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Well-typed filters at random, over the values that the images have. The same numbers, the same filters. */
final class RandomFilters {
    private static final List<Type> TYPES = List.of(Type.STRING, Type.STRING, Type.NUMBER, Type.DATE_TIME);
    private static final List<String> OPERATORS = Arrays.stream(ComparisonOperator.values())
            .map(ComparisonOperator::keyword)
            .toList();

    private final Values values;
    private final Random random;
    private final String dateSuffix;

    RandomFilters(Probe probe) {
        this.values = new Values(probe);
        this.random = probe.random();
        this.dateSuffix = probe.session().dateSuffix();
    }

    /** @param depth how deep it nests at most */
    String filter(int depth) {
        return switch (depth == 0 ? 7 : random.nextInt(8)) {
            case 0, 1 -> "(" + filter(depth - 1) + " and " + filter(depth - 1) + ")";
            case 2, 3 -> "(" + filter(depth - 1) + " or " + filter(depth - 1) + ")";
            case 4 -> "not (" + filter(depth - 1) + ")";
            case 5 ->
                "(" + filter(depth - 1) + ") " + pick(List.of("eq", "ne")) + " "
                        + pick(List.of("true", "false", "null"));
            default -> atom();
        };
    }

    private String atom() {
        Type type = pick(TYPES);
        ImageProperty property = pick(Values.properties(type));
        return switch (random.nextInt(6)) {
            case 0 ->
                property.propertyName()
                        + Stream.generate(() -> literal(property))
                                .limit(random.nextInt(4))
                                .collect(Collectors.joining(",", " in (", ")"));
            case 1, 2 -> call();
            default ->
                property.propertyName() + " " + pick(OPERATORS) + " "
                        + (random.nextInt(6) == 0
                                ? pick(Values.properties(type)).propertyName()
                                : literal(property));
        };
    }

    private String call() {
        ImageProperty property = pick(Values.properties(Type.STRING));
        return pick(Arrays.asList(StringFunction.values())).functionName() + "(" + property.propertyName() + ","
                + part(property) + ")";
    }

    private String part(ImageProperty property) {
        List<Object> texts = values.of(property);
        if (texts.isEmpty() || random.nextInt(8) == 0) {
            return pick(List.of("null", "fileType"));
        }
        int[] text = pick(texts).toString().codePoints().toArray();
        int from = random.nextInt(text.length + 1);
        int length = random.nextInt(Math.min(5, text.length - from) + 1);
        return FilterText.literal(new String(text, from, length), dateSuffix);
    }

    private String literal(ImageProperty property) {
        List<Object> all = values.of(property);
        return all.isEmpty() || random.nextInt(8) == 0 ? "null" : FilterText.literal(pick(all), dateSuffix);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
