package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.query.StringFunction;
import io.damson.query.Type;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that the known images have, from which filters are made: the least, the greatest, and some between. */
final class Values {
    private final Probe probe;
    private final List<Image> images;

    /** @throws NotCheckable if no image is known */
    Values(Probe probe) {
        this.probe = probe;
        this.images = probe.images();
    }

    /** Those of a type. */
    static List<ImageProperty> properties(Type type) {
        return Arrays.stream(ImageProperty.values())
                .filter(property -> property.type() == type)
                .toList();
    }

    /**
     * Those of names.
     *
     * @param words their names, or {@code numbers}, {@code strings}, {@code date-times}, {@code all}
     * @throws IllegalArgumentException if there is no such property
     */
    static List<ImageProperty> properties(List<String> words) {
        return words.stream()
                .flatMap(word -> switch (word) {
                    case "numbers" -> properties(Type.NUMBER).stream();
                    case "strings" -> properties(Type.STRING).stream();
                    case "date-times" -> properties(Type.DATE_TIME).stream();
                    case "all" -> Arrays.stream(ImageProperty.values());
                    default ->
                        Stream.of(ImageProperty.ofName(word)
                                .orElseThrow(() -> new IllegalArgumentException("there is no property " + word
                                        + "; others are numbers, strings, date-times and all")));
                })
                .toList();
    }

    /**
     * Values chosen as a file has it.
     *
     * @param how {@code some}, {@code near}, {@code any}, {@code plain} or {@code parts}, and how many at most; empty for none
     * @param like a pattern of texts; empty for any
     * @throws IllegalArgumentException if values are not chosen so
     */
    List<Object> chosen(ImageProperty property, String how, String like) {
        String[] words = how.split(" ", 2);
        int most = words.length > 1 ? Integer.parseInt(words[1]) : Integer.MAX_VALUE;
        return switch (words[0]) {
            case "" -> List.of();
            case "some" -> probe.some(most, List.copyOf(some(property)));
            case "near" ->
                probe.some(1, List.copyOf(some(property))).stream()
                        .flatMap(value -> around(value).stream())
                        .toList();
            case "any" ->
                probe.some(
                        most,
                        of(property).stream()
                                .filter(value ->
                                        like.isEmpty() || value.toString().matches(like))
                                .toList());
            case "plain" -> plain(property, most);
            case "parts" -> List.copyOf(parts(property, most));
            default -> throw new IllegalArgumentException(how);
        };
    }

    /** The values at the first and at the second third, where there are any. */
    Map<String, Object> thirds(ImageProperty property) {
        List<Object> all = of(property);
        return all.isEmpty() ? Map.of() : Map.of("low", all.get(all.size() / 3), "high", all.get(all.size() * 2 / 3));
    }

    /** All values of a property, in their order; those that are there and that a request can carry. */
    List<Object> of(ImageProperty property) {
        return images.stream()
                .map(property::of)
                .filter(Objects::nonNull)
                .filter(value -> value.toString().chars().noneMatch(Character::isISOControl))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    /** The middle one, the greatest, which no small type holds, and one at random. */
    private Set<Object> some(ImageProperty property) {
        List<Object> all = of(property);
        Set<Object> some = new LinkedHashSet<>();
        if (!all.isEmpty()) {
            some.add(all.get(all.size() / 2));
            some.add(all.get(all.size() - 1));
            some.add(all.get(probe.random().nextInt(all.size())));
        }
        return some;
    }

    /** Some values at random, none of which has characters that a server could take amiss: those, other relations ask. */
    private List<Object> plain(ImageProperty property, int most) {
        List<Object> all = of(property);
        return probe.some(all.size(), all).stream()
                // A wildcard in patterns, and in so many names that they cannot be left out: the others first.
                .sorted(Comparator.comparing(value -> value.toString().contains("_")))
                .filter(value -> property.type() != Type.STRING
                        || value.toString().matches("[A-Za-z0-9.:/_-]+") && isFreeOfCase(value.toString(), all))
                .limit(most)
                .toList();
    }

    /** A value's neighbours and the value. */
    private static List<Object> around(Object value) {
        if (value instanceof LocalDateTime moment) {
            return Stream.of(moment.minusSeconds(1), moment, moment.plusSeconds(1))
                    .filter(FilterText::canSay)
                    .collect(Collectors.toList());
        }
        long number = (Long) value;
        return number == 0 || number == Long.MAX_VALUE ? List.of(number) : List.of(number - 1, number, number + 1);
    }

    boolean hasNulls(ImageProperty property) {
        return images.stream().anyMatch(image -> property.of(image) == null);
    }

    /**
     * Parts of texts that tell the functions apart: some texts begin, end or go on with them where others do not. Their letters' case
     * makes no difference and no character in them is special.
     *
     * @param most how many at most
     */
    List<String> parts(ImageProperty property, int most) {
        List<Object> texts = of(property);
        List<String> parts = probe.some(40, texts).stream()
                .flatMap(text -> Arrays.stream(text.toString().split("[^a-z0-9]+")))
                .filter(part -> part.length() > 1)
                .distinct()
                .filter(part -> isFreeOfCase(part, texts))
                .toList();
        Map<String, Long> differences =
                parts.stream().collect(Collectors.toMap(part -> part, part -> differences(part, texts)));
        return parts.stream()
                .sorted(Comparator.comparing(differences::get, Comparator.reverseOrder()))
                .limit(most)
                .toList();
    }

    /** Whether texts have it in another case only where they have it in its own. */
    private static boolean isFreeOfCase(String part, List<Object> texts) {
        String lower = part.toLowerCase(Locale.ROOT);
        return texts.stream()
                .map(Object::toString)
                .allMatch(text ->
                        text.contains(part) || !text.toLowerCase(Locale.ROOT).contains(lower));
    }

    private static long differences(String part, List<Object> texts) {
        return Arrays.stream(StringFunction.values())
                .map(function -> texts.stream()
                        .filter(text -> function.test(text.toString(), part))
                        .count())
                .distinct()
                .count();
    }
}
