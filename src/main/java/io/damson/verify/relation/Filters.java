package io.damson.verify.relation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Filters that have to select what they mean, as a file has them: templates, and what fills them.
 *
 * <p>{@code {property}} is each property in turn, {@code {value}} each chosen value, {@code {values}} all of them with commas,
 * {@code {low}} and {@code {high}} values at the thirds, {@code {width}} and the like a value of that property, {@code {p}},
 * {@code {q}} and {@code {r}} three of the file's predicates.
 *
 * @param property names of properties, or {@code numbers}, {@code strings}, {@code date-times}, {@code all}
 * @param nulls of which properties: {@code with} nulls among the images, {@code without} them, or of either
 * @param value which values are chosen, and how many at most: {@code some} (the middle one, the greatest, one at random), {@code
 *     near} (one and its neighbours), {@code any}, {@code plain} (without characters that mean something elsewhere), {@code parts} (of
 *     texts, which tell the functions apart)
 * @param change each value is changed in each of these ways
 * @param like a pattern of the texts that are chosen from
 * @param needs what the account's images need where no value was found
 * @param times how often it is asked, with other values each time
 */
record Filters(
        @JsonDeserialize(using = Lines.class) List<String> filters,
        List<String> property,
        Presence nulls,
        String value,
        List<String> change,
        String like,
        String needs,
        int times) {

    static final List<String> PREDICATES = List.of("p", "q", "r");
    private static final int MOST_TIMES = 1_000;

    /** @throws IllegalArgumentException if a word or a number is none of those, or a filter is none when its places are filled */
    Filters {
        Values.properties(property);
        if (filters.isEmpty() || !value.matches("|(some|near|any|plain|parts)( [1-9][0-9]{0,3})?")) {
            throw new IllegalArgumentException(
                    filters.isEmpty()
                            ? "filters are missing"
                            : "values are chosen by some, near, any, plain or parts and a number, not by '" + value
                                    + "'");
        }
        if (times < 0 || times > MOST_TIMES) {
            throw new IllegalArgumentException("times is a number from 1 to " + MOST_TIMES + ", not " + times);
        }
        if (!like.isEmpty() && !value.startsWith("any")) {
            throw new IllegalArgumentException("like chooses from any values: value: any 3");
        }
        Patterns.require(like);
        List<ImageProperty> each = Values.properties(property);
        if (each.isEmpty()) {
            requireFilters(filters, Examples.of());
        }
        each.forEach(one -> requireFilters(withChanges(filters, change), Examples.of(one)));
    }

    private static List<String> withChanges(List<String> filters, List<String> change) {
        return change.isEmpty()
                ? filters
                : change.stream()
                        .flatMap(each -> filters.stream().map(filter -> changed(filter, each)))
                        .toList();
    }

    private static String changed(String filter, String change) {
        return filter.replace("{value}", "{value:" + change + "}");
    }

    /** Each is a filter when its places are filled. */
    static void requireFilters(List<String> filters, Map<String, ?> examples) {
        filters.forEach(filter ->
                Selection.parsed(Template.example(filter, examples, value -> FilterText.literal(value, "Z"))));
    }

    /** Whether filters are made of the file's predicates. */
    boolean needsPredicates() {
        return filters.stream().anyMatch(filter -> PREDICATES.stream().anyMatch(name -> Template.has(filter, name)));
    }

    /**
     * How a file has them: with members, or as texts alone, a line each. No second creator of the record: which of two is taken for
     * an object, Jackson 2.17 decides otherwise.
     */
    static final class Reader extends StdDeserializer<Filters> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Filters.class);
        }

        @Override
        public Filters deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.isExpectedStartObjectToken()) {
                return context.readValue(parser, Filters.class);
            }
            List<String> texts = Lines.read(parser, context);
            try {
                return new Filters(texts, List.of(), Presence.EITHER, "", List.of(), "", "", 1);
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }

    /** @throws Violation if one of them selects something else */
    void check(Probe probe, StringOrder strings, List<String> predicates) {
        Selection selection = new Selection(probe, strings);
        texts(probe, predicates).forEach(selection::require);
    }

    private Set<String> texts(Probe probe, List<String> predicates) {
        Values values = new Values(probe);
        Set<String> texts = new LinkedHashSet<>();
        for (int time = 0; time < Math.max(1, times); time++) {
            Scope scope = new Scope(probe, values, predicates, time == 0);
            if (property.isEmpty()) {
                filters.forEach(filter -> scope.filled(filter).ifPresent(texts::add));
            }
            for (ImageProperty each : Values.properties(property)) {
                if (nulls.isOf(probe, values, each)) {
                    addTexts(probe, values, each, scope, texts);
                }
            }
        }
        return texts;
    }

    private void addTexts(Probe probe, Values values, ImageProperty each, Scope scope, Set<String> texts) {
        List<Object> chosen = values.chosen(each, value, like);
        if (chosen.isEmpty() && !needs.isEmpty()) {
            probe.gap(needs);
        }
        scope.bind("property", new Template.Verbatim(each.propertyName()));
        values.thirds(each).forEach(scope::bind);
        for (String filter : filters) {
            if (Template.has(filter, "values") && !chosen.isEmpty()) {
                scope.bind(
                        "values",
                        new Template.Verbatim(
                                chosen.stream().map(scope::literal).collect(Collectors.joining(","))));
                scope.filled(filter).ifPresent(texts::add);
            } else if (Template.has(filter, "value")) {
                for (Object one : chosen) {
                    scope.bind("value", one);
                    for (String changed : change.isEmpty() ? List.of("") : change) {
                        scope.filled(changed.isEmpty() ? filter : changed(filter, changed))
                                .ifPresent(texts::add);
                    }
                }
            } else if (!Template.has(filter, "values")) {
                scope.filled(filter).ifPresent(texts::add);
            }
        }
    }

    /** What names stand for. */
    private static final class Scope {
        private final Map<String, Object> bound = new HashMap<>();
        private final Probe probe;
        private final Values values;
        private final List<String> predicates;
        private final boolean isFirst;

        Scope(Probe probe, Values values, List<String> predicates, boolean isFirst) {
            this.probe = probe;
            this.values = values;
            this.predicates = predicates;
            this.isFirst = isFirst;
        }

        void bind(String name, Object value) {
            bound.put(name, value);
        }

        Optional<String> filled(String template) {
            return Template.filled(template, this::value, this::literal);
        }

        String literal(Object value) {
            return FilterText.literal(value, probe.session().dateSuffix());
        }

        private Optional<?> value(String name) {
            if (!bound.containsKey(name)) {
                if (PREDICATES.contains(name)) {
                    bindPredicates();
                } else if (name.equals("part")) {
                    List<String> parts = values.parts(ImageProperty.REFERENCE, 4);
                    bind(name, parts.isEmpty() ? "a" : probe.some(1, parts).get(0));
                } else {
                    ImageProperty.ofName(name).ifPresent(property -> bindValue(name, values.of(property)));
                }
            }
            return Optional.ofNullable(bound.get(name));
        }

        private void bindPredicates() {
            Iterator<String> some = probe.some(PREDICATES.size(), predicates).iterator();
            for (String name : PREDICATES) {
                filled(some.next()).ifPresent(predicate -> bind(name, new Template.Verbatim(predicate)));
            }
        }

        /** At first the middle one, which leaves something out on either side. */
        private void bindValue(String name, List<Object> all) {
            if (!all.isEmpty()) {
                bind(name, all.get(isFirst ? all.size() / 2 : probe.random().nextInt(all.size())));
            }
        }
    }
}
