package io.damson.verify.relation;

import static io.damson.verify.relation.StringOrder.CODE_POINT;
import static io.damson.verify.relation.StringOrder.EITHER;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQueryParser;
import io.damson.query.InvalidQueryOptionException;
import io.damson.query.Sort;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Orders of the list, as a file has them.
 *
 * @param orders values of {@code $orderby}, with {@code {property}} for each property in turn; an empty one for a list without it
 * @param property names of properties, or {@code numbers}, {@code strings}, {@code date-times}, {@code all}
 * @param filter of the lists; empty for all images
 * @param pairs of which images the order is judged
 */
record Orders(
        @JsonDeserialize(using = Lines.class) List<String> orders, List<String> property, String filter, Pairs pairs) {
    private static final Set<ImageProperty> DOCUMENTED = Set.of(ImageProperty.CREATED_ON, ImageProperty.NUM_LINKS);

    /** @throws IllegalArgumentException if there is no such property, no order, no pairs, or an order is none */
    Orders {
        List<ImageProperty> each = Values.properties(property);
        if (orders.isEmpty() || pairs == null) {
            throw new IllegalArgumentException(
                    orders.isEmpty()
                            ? "orders are missing"
                            : "pairs are missing: values, nulls, all, total or code points");
        }
        if (!each.isEmpty() && each.stream().noneMatch(ImageProperty::isSortable)) {
            throw new IllegalArgumentException("lists are not ordered by " + String.join(", ", property));
        }
        Map<String, String> examples = each.isEmpty() ? Map.of() : Map.of("property", "id");
        orders.stream()
                .map(order -> Template.example(order, examples, Object::toString))
                .filter(order -> !order.isEmpty())
                .forEach(Orders::requireParsed);
    }

    private static void requireParsed(String order) {
        try {
            ImageQueryParser.parse(null, order, 0, 0);
        } catch (InvalidQueryOptionException e) {
            throw new IllegalArgumentException("'" + order + "' is no order: " + e.getMessage(), e);
        }
    }

    /** Two images whose order is judged. */
    enum Pairs {
        /** Of which the first key has two values. */
        VALUES,
        /** Of which the first key has one value. */
        NULLS,
        /** Any. */
        ALL,
        /** Any, and those that the keys leave equal too: by id, in the direction of the last key. */
        TOTAL,
        /** Those whose strings stand in another order by code point than by UTF-16 unit. */
        @JsonProperty("code points")
        CODE_POINTS
    }

    /** @throws Violation if a list is in another order */
    void check(Probe probe) {
        probe.images();
        if (property.isEmpty()) {
            orders.forEach(order -> check(probe, order));
        }
        for (ImageProperty each : Values.properties(property)) {
            if (each.isSortable()) {
                orders.forEach(order -> check(probe, order.replace("{property}", each.propertyName())));
            }
        }
    }

    private void check(Probe probe, String order) {
        List<Sort> keys = keys(order);
        ImageProperty first = keys.get(0).property();
        long nulls =
                probe.images().stream().filter(image -> first.of(image) == null).count();
        if (pairs == Pairs.NULLS && (nulls == 0 || nulls == probe.images().size())) {
            probe.gap("images with and without a " + first.propertyName() + " are needed");
            return;
        }
        int before = probe.cases();
        page(probe, order, first).ifPresent(page -> requireOrdered(probe, page, order, keys));
        if (pairs == Pairs.CODE_POINTS && probe.cases() == before) {
            probe.gap("images are needed of whose names one has a character of U+E000 to U+FFFF where another has one"
                    + " beyond, such as 😀");
        }
    }

    /** Only some orders are documented; of others a server may say that it does not support them. */
    private Optional<Listing> page(Probe probe, String order, ImageProperty property) {
        Exchange exchange = probe.get(Stream.of(option("$orderby", order), option("$filter", filter))
                .filter(option -> !option.isEmpty())
                .reduce("/images", (target, option) -> target + (target.contains("?") ? "&" : "?") + option));
        if (Set.of(400, 501).contains(exchange.status())
                && !DOCUMENTED.contains(property)
                && probe.session().level() != Level.DAMSON) {
            probe.gap("the server does not order by " + property.propertyName());
            return Optional.empty();
        }
        return Optional.of(Listing.of(exchange));
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + Percent.encode(value);
    }

    private void requireOrdered(Probe probe, Listing page, String order, List<Sort> keys) {
        StringOrder strings = pairs == Pairs.CODE_POINTS ? CODE_POINT : EITHER;
        List<Image> images = page.images();
        for (int i = 1; i < images.size(); i++) {
            Image first = images.get(i - 1);
            Image second = images.get(i);
            if (isJudged(keys, first, second)) {
                probe.require(
                        strings.allows(keys, first, second),
                        "the order " + (order.isEmpty() ? "id" : order) + " at " + (i - 1),
                        values(first, keys) + ", then " + values(second, keys),
                        page.exchange());
            }
        }
        requireNoneBefore(probe, page, keys, strings);
    }

    /** No image that is known and not on the page comes before the last one on it. */
    private void requireNoneBefore(Probe probe, Listing page, List<Sort> keys, StringOrder strings) {
        List<Image> images = page.images();
        Set<String> there = new HashSet<>(page.references());
        for (Image known : images.isEmpty() ? List.<Image>of() : probe.sample().images()) {
            Image last = images.get(images.size() - 1);
            if (!there.contains(known.reference().value())
                    && (filter.isEmpty() || Evaluator.matches(Selection.parsed(filter), known))
                    && isJudged(keys, last, known)) {
                probe.require(
                        strings.allows(keys, last, known),
                        values(known, keys) + " on the page that ends with " + values(last, keys),
                        "a page of " + images.size() + " images without " + known.reference(),
                        page.exchange());
            }
        }
    }

    private boolean isJudged(List<Sort> keys, Image one, Image other) {
        ImageProperty key = keys.get(0).property();
        return switch (pairs) {
            case VALUES -> key.of(one) != null && key.of(other) != null;
            case NULLS -> Objects.isNull(key.of(one)) != Objects.isNull(key.of(other));
            case ALL, TOTAL -> true;
            case CODE_POINTS -> EITHER.allows(keys, one, other) && EITHER.allows(keys, other, one);
        };
    }

    /** The keys that were asked for: the id that makes the order total is Damson's own. */
    private List<Sort> keys(String order) {
        List<Sort> keys = ImageQueryParser.parse(null, order.isEmpty() ? "id" : order, 0, 0)
                .order();
        return pairs == Pairs.TOTAL || order.matches("(.*,)?\\s*id\\b.*") || keys.size() == 1
                ? keys
                : keys.subList(0, keys.size() - 1);
    }

    private static String values(Image image, List<Sort> keys) {
        return keys.stream()
                .map(key -> ", " + key.property().propertyName() + " "
                        + FilterText.printed(key.property().of(image)))
                .collect(Collectors.joining("", image.reference().value(), ""));
    }
}
