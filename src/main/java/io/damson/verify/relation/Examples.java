package io.damson.verify.relation;

import io.damson.query.ImageProperty;
import io.damson.query.Type;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Values for the places of a text that is read, by their names: of the types that the places of a run have. */
final class Examples {
    private Examples() {}

    /** Of filters without {@code {property}}. */
    static Map<String, Object> of() {
        Map<String, Object> examples = new HashMap<>();
        Arrays.stream(ImageProperty.values())
                .forEach(property -> examples.put(property.propertyName(), example(property)));
        Filters.PREDICATES.forEach(name -> examples.put(name, new Template.Verbatim("true")));
        examples.put("part", "a");
        return examples;
    }

    /** Of filters with that property in place of {@code {property}}. */
    static Map<String, Object> of(ImageProperty property) {
        Map<String, Object> examples = of();
        Object value = example(property);
        examples.put("property", new Template.Verbatim(property.propertyName()));
        examples.put("value", value);
        examples.put("values", new Template.Verbatim("null"));
        examples.put("low", value);
        examples.put("high", value);
        return examples;
    }

    /** Of names and targets: images as texts, and a name that there is not. */
    static Map<String, Object> texts() {
        Map<String, Object> examples = Arrays.stream(ImageProperty.values())
                .collect(Collectors.toMap(ImageProperty::propertyName, property -> "a"));
        examples.put("unknown", "a");
        return examples;
    }

    /** Of queries of pages. */
    static Map<String, Object> counts() {
        return Map.of("page", 1, "count", 1, "unknown", "a");
    }

    private static Object example(ImageProperty property) {
        if (property.type() == Type.NUMBER) {
            return 1L;
        }
        return property.type() == Type.DATE_TIME ? LocalDateTime.of(2024, 4, 5, 8, 44, 33) : "a";
    }
}
