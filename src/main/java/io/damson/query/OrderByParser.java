package io.damson.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of {@code $orderby} as a total order: {@code orderby} of the OData ABNF (URL Conventions 5.1.5). */
final class OrderByParser {
    private static final String OPTION = "$orderby";
    private static final Pattern WORD = Pattern.compile("[^ \\t,]++");

    private OrderByParser() {}

    /** A property that comes again is ignored; {@code id} is added where it is missing, in the direction of the last key. */
    static List<Sort> parse(String text) {
        if (text.codePointCount(0, text.length()) > FilterParser.MAX_CHARACTERS) {
            throw new InvalidQueryOptionException(
                    OPTION, "the text is longer than " + FilterParser.MAX_CHARACTERS + " characters");
        }
        Scanner scanner = new Scanner(OPTION, text);
        Map<ImageProperty, Sort> keys = new LinkedHashMap<>();
        Sort last;
        do {
            scanner.skipBlanks();
            last = orderbyItem(scanner);
            keys.putIfAbsent(last.property(), last);
            scanner.skipBlanks();
        } while (scanner.take(','));
        if (!scanner.atEnd()) {
            throw scanner.expected("',' or the end");
        }
        return total(List.copyOf(keys.values()));
    }

    /** The order with {@code id} as its last key. */
    static List<Sort> total(List<Sort> keys) {
        if (keys.stream().anyMatch(key -> key.property() == ImageProperty.ID)) {
            return keys;
        }
        List<Sort> total = new ArrayList<>(keys);
        total.add(new Sort(
                ImageProperty.ID,
                keys.isEmpty() ? Sort.Direction.ASC : keys.get(keys.size() - 1).direction()));
        return List.copyOf(total);
    }

    private static Sort orderbyItem(Scanner scanner) {
        int start = scanner.position();
        String name = scanner.lookingAt(WORD);
        if (name.isEmpty()) {
            throw scanner.expected("a property");
        }
        ImageProperty property = ImageProperty.ofName(name)
                .filter(ImageProperty::isSortable)
                .orElseThrow(() -> scanner.error(
                        start,
                        "images cannot be ordered by \"" + Scanner.shown(name) + "\"",
                        "supported: " + sortable()));
        scanner.moveTo(start + name.length());
        scanner.skipBlanks();
        String word = scanner.lookingAt(WORD);
        if (word.isEmpty()) {
            return new Sort(property, Sort.Direction.ASC);
        }
        Sort.Direction direction = switch (word.toLowerCase(Locale.ROOT)) {
            case "asc" -> Sort.Direction.ASC;
            case "desc" -> Sort.Direction.DESC;
            default -> throw scanner.expected("asc or desc");
        };
        scanner.moveTo(scanner.position() + word.length());
        return new Sort(property, direction);
    }

    private static String sortable() {
        return Arrays.stream(ImageProperty.values())
                .filter(ImageProperty::isSortable)
                .map(ImageProperty::propertyName)
                .collect(Collectors.joining(" "));
    }
}
