package io.damson.query;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random texts of well-typed filters and orders over the values of {@link Images}. The same for the same random numbers. */
public final class Filters {
    private static final List<String> COMPARISONS = List.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final List<String> FUNCTIONS = List.of("contains", "startswith", "endswith");
    private static final List<String> FRACTIONS = List.of("", ".0", ".5", ".000000000001");

    private final Random random;

    private Filters(Random random) {
        this.random = random;
    }

    /** A filter of some depth. */
    public static String random(Random random) {
        return new Filters(random).bool(3);
    }

    /** An order by up to three keys. */
    public static String order(Random random) {
        List<String> sortable = Arrays.stream(ImageProperty.values())
                .filter(ImageProperty::isSortable)
                .map(ImageProperty::propertyName)
                .toList();
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> Images.pick(sortable, random) + Images.pick(List.of("", " asc", " desc"), random))
                .collect(Collectors.joining(","));
    }

    private String bool(int depth) {
        if (depth == 0) {
            return random.nextInt(12) == 0 ? Images.pick(List.of("true", "false"), random) : atom();
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> "(" + bool(depth - 1) + " and " + bool(depth - 1) + ")";
            case 2, 3 -> "(" + bool(depth - 1) + " or " + bool(depth - 1) + ")";
            case 4 -> "not (" + bool(depth - 1) + ")";
            case 5 ->
                "((" + bool(depth - 1) + ") " + Images.pick(COMPARISONS, random) + " " + boolOperand(depth - 1) + ")";
            case 6 ->
                "((" + bool(depth - 1) + ") in "
                        + Images.pick(List.of("()", "(true)", "(false,null)", "(null, true)"), random) + ")";
            default -> atom();
        };
    }

    private String boolOperand(int depth) {
        return random.nextInt(3) == 0 ? Images.pick(List.of("null", "true", "false"), random) : "(" + bool(depth) + ")";
    }

    private String atom() {
        Type type = Images.pick(List.of(Type.STRING, Type.STRING, Type.NUMBER, Type.DATE_TIME), random);
        return switch (random.nextInt(6)) {
            case 0 -> operand(type) + " in (" + list(type) + ")";
            case 1, 2 -> Images.pick(FUNCTIONS, random) + "(" + operand(Type.STRING) + "," + operand(Type.STRING) + ")";
            default -> operand(type) + " " + Images.pick(COMPARISONS, random) + " " + operand(type);
        };
    }

    private String list(Type type) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> random.nextInt(5) == 0 ? "null" : literal(type))
                .collect(Collectors.joining(", "));
    }

    private String operand(Type type) {
        int choice = random.nextInt(10);
        if (choice == 0) {
            return "null";
        }
        return choice < 6 ? property(type) : literal(type);
    }

    private String property(Type type) {
        return Images.pick(
                Arrays.stream(ImageProperty.values())
                        .filter(property -> property.type() == type)
                        .map(ImageProperty::propertyName)
                        .toList(),
                random);
    }

    private String literal(Type type) {
        return switch (type) {
            case STRING -> "'" + Images.pick(Images.TEXTS, random).replace("'", "''") + "'";
            case NUMBER -> number();
            default ->
                Images.pick(Images.MOMENTS, random)
                                .format(java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))
                        + Images.pick(FRACTIONS, random)
                        + Images.pick(List.of("", "Z", "+14:00", "-23:59"), random);
        };
    }

    private String number() {
        return Images.pick(List.of("", "-", "+"), random)
                + Images.pick(Images.NUMBERS, random)
                + Images.pick(List.of("", "", "", ".0", ".5", "e0", "e-1", "E+1", "e-999999999", "e999999999"), random);
    }
}
