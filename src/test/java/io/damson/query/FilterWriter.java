package io.damson.query;

import io.damson.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Well-typed filters over literals near what images have. It knows the order of precedence from the table (URL Conventions 5.1.1.17) and
 * not from the parser. The same for the same random numbers.
 */
public final class FilterWriter {
    private static final int OR = 0;
    private static final int AND = 1;
    private static final int EQUALITY = 2;
    private static final int RELATION = 3;
    private static final int NOT = 4;
    private static final int IN = 5;
    private static final int PRIMARY = 6;
    private static final int MAX_DEPTH = 4;

    private static final List<String> COMPARISONS = List.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final List<String> FUNCTIONS = List.of("contains", "startswith", "endswith");
    private static final List<Type> TYPES = List.of(Type.STRING, Type.STRING, Type.NUMBER, Type.DATE_TIME);

    private final Random random;
    private final LiteralWriter literals;

    /** @param images whose values are near the literals */
    public FilterWriter(List<Image> images, Random random) {
        this.random = random;
        this.literals = new LiteralWriter(images, random);
    }

    /**
     * A part of a filter.
     *
     * @param level how tightly it binds
     * @param endsWithList whether it ends, without a parenthesis around it, with a list after which no comparison may follow
     */
    private record Part(String whole, String brief, int level, boolean endsWithList) {
        static Part primary(String text) {
            return new Part(text, text, PRIMARY, false);
        }
    }

    /** A filter of any depth: what is wrong with a part shows best in a small one. */
    public WrittenFilter filter() {
        Part filter = bool(random.nextInt(MAX_DEPTH + 1));
        return new WrittenFilter(filter.whole(), filter.brief());
    }

    private Part bool(int depth) {
        if (depth == 0) {
            return random.nextInt(12) == 0 ? truth(List.of("true", "false")) : atom();
        }
        return switch (random.nextInt(8)) {
            case 0, 1 -> conjunction(AND, "and", depth - 1);
            case 2, 3 -> conjunction(OR, "or", depth - 1);
            case 4 -> not(bool(depth - 1));
            case 5 -> comparison(truthOperand(depth - 1), truthOperand(depth - 1));
            case 6 -> in(truthOperand(depth - 1), list(() -> word(Images.pick(List.of("true", "false"), random))));
            default -> atom();
        };
    }

    private Part conjunction(int level, String word, int depth) {
        List<Part> parts = IntStream.rangeClosed(0, 1 + random.nextInt(2))
                .mapToObj(i -> bool(depth))
                .toList();
        String whole =
                parts.stream().map(part -> "(" + part.whole() + ")").collect(Collectors.joining(" " + word + " "));
        StringBuilder brief = new StringBuilder();
        for (Part part : parts) {
            brief.append(brief.isEmpty() ? "" : blanks() + word(word) + blanks())
                    .append(inside(part, level + 1));
        }
        return new Part(whole, brief.toString(), level, endsWithList(parts.get(parts.size() - 1), level + 1));
    }

    private Part not(Part operand) {
        String inner = inside(operand, NOT);
        String between = inner.startsWith("(") && random.nextBoolean() ? "" : blanks();
        return new Part(
                "not (" + operand.whole() + ")", word("not") + between + inner, NOT, endsWithList(operand, NOT));
    }

    /** From left to right, so that only what is on the right needs parentheses to be read as one of the same level. */
    private Part comparison(Part left, Part right) {
        String operator = Images.pick(COMPARISONS, random);
        int level = operator.equals("eq") || operator.equals("ne") ? EQUALITY : RELATION;
        return new Part(
                "(" + left.whole() + ") " + operator + " (" + right.whole() + ")",
                leftOf(left, level) + blanks() + word(operator) + blanks() + inside(right, level + 1),
                level,
                endsWithList(right, level + 1));
    }

    private Part in(Part operand, List<String> items) {
        String list = items.stream().map(item -> optional() + item + optional()).collect(Collectors.joining(","));
        return new Part(
                "(" + operand.whole() + ") in (" + String.join(",", items) + ")",
                leftOf(operand, IN) + blanks() + word("in") + optional() + "(" + (items.isEmpty() ? optional() : list)
                        + ")",
                IN,
                items.size() != 1);
    }

    private String leftOf(Part part, int level) {
        return part.endsWithList() && part.level() >= level ? "(" + part.brief() + ")" : inside(part, level);
    }

    private String inside(Part part, int level) {
        boolean needed = part.level() < level;
        return needed || random.nextInt(12) == 0 ? "(" + optional() + part.brief() + optional() + ")" : part.brief();
    }

    /** Though parentheses may have come around it, it is taken to. */
    private static boolean endsWithList(Part last, int level) {
        return last.level() >= level && last.endsWithList();
    }

    private Part truthOperand(int depth) {
        return random.nextInt(3) == 0 ? truth(List.of("null", "true", "false")) : bool(depth);
    }

    private Part truth(List<String> words) {
        return Part.primary(word(Images.pick(words, random)));
    }

    /** Its operands are a property, often that one again, and what is near its values. */
    private Part atom() {
        ImageProperty near = property(Images.pick(TYPES, random));
        return switch (random.nextInt(6)) {
            case 0 -> in(operand(near), list(() -> literals.literal(near).text()));
            case 1, 2 -> call(property(Type.STRING));
            default -> comparison(operand(near), operand(near));
        };
    }

    private Part call(ImageProperty near) {
        String function = Images.pick(FUNCTIONS, random);
        boolean fitting = random.nextBoolean();
        Part text = fitting ? Part.primary(near.propertyName()) : operand(near);
        Part part = fitting ? Part.primary(literals.part(near, function).text()) : operand(near);
        return new Part(
                function + "(" + text.whole() + "," + part.whole() + ")",
                word(function) + "(" + optional() + inside(text, OR) + optional() + "," + optional() + inside(part, OR)
                        + optional() + ")",
                PRIMARY,
                false);
    }

    private List<String> list(Supplier<String> item) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> random.nextInt(5) == 0 ? word("null") : item.get())
                .toList();
    }

    private Part operand(ImageProperty near) {
        int choice = random.nextInt(12);
        if (choice == 0) {
            return Part.primary(word("null"));
        }
        if (choice > 6) {
            return Part.primary(literals.literal(near).text());
        }
        return Part.primary((choice > 2 ? near : property(near.type())).propertyName());
    }

    private ImageProperty property(Type type) {
        return Images.pick(
                Arrays.stream(ImageProperty.values())
                        .filter(property -> property.type() == type)
                        .toList(),
                random);
    }

    private String blanks() {
        return Images.pick(List.of(" ", " ", " ", " ", "  ", "\t"), random);
    }

    private String optional() {
        return Images.pick(List.of("", "", "", "", " ", "\t "), random);
    }

    private String word(String keyword) {
        return random.nextInt(8) == 0 ? keyword.toUpperCase(Locale.ROOT) : keyword;
    }
}
