package io.damson.verify.traffic;

import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.Filter;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.query.Sort;
import io.damson.query.Type;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Row;
import io.damson.verify.relation.StringOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What one page of a list can show: rows fulfil the filter, are in order, not too many, and each comes once. */
final class ListChecks {
    private final Look look;
    private final Options options;
    private final List<Row> rows;
    private final Map<String, Integer> held = new HashMap<>();

    ListChecks(Look look, Options options, List<Row> rows) {
        this.look = look;
        this.options = options;
        this.rows = rows;
    }

    /** How often each relation holds. */
    Map<String, Integer> check() {
        size();
        each();
        options.filter().ifPresent(this::filter);
        if (!options.order().isEmpty()) {
            order();
        }
        if (look.level() == Level.DAMSON && look.findings().isEmpty()) {
            total();
        }
        return held;
    }

    /** @param got how it is, if it is not as expected */
    private void require(String id, boolean holds, String expected, Supplier<String> got) {
        if (holds) {
            held.merge(id, 1, Integer::sum);
        } else {
            look.require(id, false, expected, got.get());
        }
    }

    /** What an order leaves equal is ordered by id: Damson's reading. */
    private void total() {
        String id = options.orderText().isEmpty() ? "ORDER-9" : "ORDER-8";
        for (int i = 1; i < rows.size(); i++) {
            Optional<Image> first = rows.get(i - 1).image();
            Optional<Image> second = rows.get(i).image();
            if (first.isPresent() && second.isPresent()) {
                require(
                        id,
                        strings().allows(options.total(), first.get(), second.get()),
                        "the order of ids at " + (i - 1),
                        () -> values(options, first.get()) + ", id "
                                + first.get().id() + ", then "
                                + values(options, second.get()) + ", id "
                                + second.get().id());
            }
        }
    }

    private void size() {
        String id = !options.isTopGiven() ? "PAGE-1" : options.top() == 0 ? "PAGE-3" : "OPTION-3";
        require(
                look.rules().firstOf(id, "OPTION-3"),
                rows.size() <= options.top(),
                "at most " + options.top() + " images",
                () -> rows.size() + " images");
    }

    private void each() {
        Set<String> references = new HashSet<>();
        Map<Long, String> ids = new HashMap<>();
        List<String> twice = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        for (Row row : rows) {
            if (!row.reference().isEmpty() && !references.add(row.reference())) {
                twice.add(row.reference());
            } else if (row.json().path("id").isIntegralNumber()) {
                String other = ids.put(row.json().path("id").asLong(), row.reference());
                if (other != null) {
                    shared.add("id " + row.json().path("id") + " of " + other + " and of " + row.reference());
                }
            }
        }
        require("PAGE-7", twice.isEmpty(), "each image once", () -> String.join(", ", twice) + " twice");
        require("GET-6", shared.isEmpty(), "an id for each image", () -> String.join(", ", shared));
    }

    private void filter(Filter filter) {
        boolean isUndated = look.level() != Level.DAMSON && UndatedMoments.areIn(options.filterText());
        String last = "";
        for (Row row : rows) {
            Image image = row.image().orElse(null);
            if (image == null || look.level() == Level.DOCUMENTED && FilterBlame.isOpenByDocumentation(filter, image)) {
                continue;
            }
            boolean isMeant = strings().maySelect(filter, image)
                    || isUndated && UndatedMoments.maySelect(options.filterText(), image);
            String id = isMeant && !last.isEmpty() ? last : blame(filter, image);
            last = isMeant ? id : last;
            require(
                    id,
                    isMeant,
                    "only images for which the filter is true: " + options.filterText(),
                    () -> described(image, filter));
            if (!isMeant) {
                return; // one is enough
            }
        }
    }

    /** The relation of the filter that is judged by; what it is part of, where that is of another level. */
    private String blame(Filter filter, Image image) {
        return look.rules().firstOf(FilterBlame.of(filter, image), "QUERY-7", "OPTION-1");
    }

    private StringOrder strings() {
        return look.level() == Level.DAMSON ? StringOrder.CODE_POINT : StringOrder.EITHER;
    }

    private static String described(Image image, Filter filter) {
        String json = FilterText.of(filter, "Z");
        StringBuilder text = new StringBuilder(image.reference().value());
        for (ImageProperty property : ImageProperty.values()) {
            if (json.contains(property.propertyName())) {
                text.append(", ")
                        .append(property.propertyName())
                        .append(' ')
                        .append(FilterText.printed(property.of(image)));
            }
        }
        return text.toString();
    }

    private void order() {
        for (int i = 1; i < rows.size(); i++) {
            Optional<Image> first = rows.get(i - 1).image();
            Optional<Image> second = rows.get(i).image();
            if (first.isPresent() && second.isPresent() && !isJudged(first.get(), second.get())) {
                continue;
            }
            if (first.isPresent() && second.isPresent()) {
                boolean holds = strings().allows(options.order(), first.get(), second.get());
                require(
                        relation(look, options, first.get(), second.get()),
                        holds,
                        "the order " + options.orderText() + " at " + (i - 1),
                        () -> values(options, first.get()) + ", then " + values(options, second.get()));
                if (!holds) {
                    return;
                }
            }
        }
    }

    /** Where nulls stand is OData's. */
    private boolean isJudged(Image first, Image second) {
        return look.level() != Level.DOCUMENTED
                || options.order().stream()
                        .allMatch(key -> key.property().of(first) != null
                                && key.property().of(second) != null
                                && key.property().type() != Type.STRING);
    }

    /** The relation of the first key that tells the two apart. */
    static String relation(Look look, Options options, Image first, Image second) {
        List<Sort> keys = options.order();
        for (int i = 0; i < keys.size(); i++) {
            Sort key = keys.get(i);
            if (Evaluator.comparator(List.of(key)).compare(first, second) != 0 || i == keys.size() - 1) {
                if (i > 0) {
                    return look.rules().firstOf("ORDER-6", "OPTION-2");
                }
                if (Objects.isNull(key.property().of(first))
                        || Objects.isNull(key.property().of(second))) {
                    return look.rules().firstOf("ORDER-4", "OPTION-2");
                }
                return key.property().type() == Type.STRING
                        ? look.rules().firstOf("ORDER-3", "OPTION-2")
                        : key.direction() == Sort.Direction.ASC ? "ORDER-1" : "ORDER-2";
            }
        }
        return "OPTION-2";
    }

    /** An image with the values of the keys. */
    static String values(Options options, Image image) {
        StringBuilder text = new StringBuilder(image.reference().value());
        options.order()
                .forEach(key -> text.append(", ")
                        .append(key.property().propertyName())
                        .append(' ')
                        .append(FilterText.printed(key.property().of(image))));
        return text.toString();
    }
}
