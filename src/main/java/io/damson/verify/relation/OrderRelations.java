package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.image.Image;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQueryParser;
import io.damson.query.Sort;
import io.damson.query.Type;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** The order of the list. */
final class OrderRelations {
    private static final Set<ImageProperty> DOCUMENTED_ORDERS =
            Set.of(ImageProperty.CREATED_ON, ImageProperty.NUM_LINKS);
    private static final String DIRECTIONS = "Documentation, Filter Images: \"GET /images?$orderby=createdOn desc\"";
    private static final String ASCENDING = "OData 4.01 Protocol 11.2.6.2: without asc or desc the order is ascending";
    private static final String NULLS =
            "OData 4.01 Protocol 11.2.6.2: null values come before non-null values ascending and after them descending";
    private static final String STABLE = "Vendor's guide: sorting has to be stable for paging";

    private OrderRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                                "ORDER-1",
                                DOCUMENTED,
                                "Ascending, numbers and date-times grow",
                                DIRECTIONS,
                                probe -> requireOrder(
                                        probe, " asc", property -> property.type() != Type.STRING, bothThere()))
                        .after(OptionRelations.ORDER),
                new Relation(
                                "ORDER-2",
                                DOCUMENTED,
                                "Descending, numbers and date-times shrink",
                                DIRECTIONS,
                                probe -> requireOrder(
                                        probe, " desc", property -> property.type() != Type.STRING, bothThere()))
                        .after(OptionRelations.ORDER),
                new Relation(
                                "ORDER-3",
                                ODATA,
                                "Strings are ordered character by character, so that case counts, in both directions",
                                "OData 4.01 URL Conventions 5.1.1.1: strings are compared case-sensitively",
                                probe -> {
                                    requireOrder(
                                            probe, " asc", property -> property.type() == Type.STRING, bothThere());
                                    requireOrder(
                                            probe, " desc", property -> property.type() == Type.STRING, bothThere());
                                })
                        .after("ORDER-1", "ORDER-2"),
                new Relation(
                                "ORDER-4",
                                ODATA,
                                "Nulls come first ascending and last descending",
                                NULLS,
                                OrderRelations::nullsHaveTheirEnd)
                        .after("ORDER-1", "ORDER-2"),
                new Relation(
                                "ORDER-7",
                                DOCUMENTED,
                                "What an order leaves equal is in the same order in each page and each time",
                                STABLE,
                                OrderRelations::tiesAreStable)
                        .after("PAGE-6"),
                new Relation(
                                "ORDER-5",
                                ODATA,
                                "Without a direction the order is ascending; directions in any case",
                                ASCENDING,
                                OrderRelations::ascendingIsTheDefault)
                        .after("ORDER-7"),
                new Relation(
                                "ORDER-6",
                                ODATA,
                                "A further key orders what the keys before it leave equal",
                                "OData 4.01 URL Conventions 5.1.3: items are ordered by the first expression, then by the"
                                        + " second",
                                OrderRelations::severalKeys)
                        .after("ORDER-3", "ORDER-4", "ORDER-7"),
                new Relation(
                                "ORDER-8",
                                DAMSON,
                                "What an order leaves equal is ordered by id, in the direction of the last key",
                                "Damson's reading: id is appended, in the direction of the last key",
                                probe -> {
                                    requireExactly(probe, "numLinks");
                                    requireExactly(probe, "numLinks desc");
                                    requireExactly(probe, "status desc,fileType");
                                })
                        .after("ORDER-6"),
                new Relation(
                                "ORDER-9",
                                DAMSON,
                                "Without $orderby the list is ordered by id",
                                "Damson's reading: with no $orderby: id asc",
                                probe -> requireExactly(probe, ""))
                        .after("PAGE-8", "ORDER-1"),
                new Relation(
                                "ORDER-10",
                                DAMSON,
                                "Blanks around commas are allowed, and a property that comes again is passed over",
                                "Damson's reading: blanks around the commas of $orderby; a property that comes again is ignored",
                                probe -> {
                                    requireExactly(probe, " numLinks desc , id asc ");
                                    requireExactly(probe, "numLinks,numLinks desc,id desc");
                                })
                        .after("ORDER-6"),
                new Relation(
                                "ORDER-12",
                                DAMSON,
                                "Strings are ordered by code point, also where UTF-16 units would differ",
                                "Damson's reading: strings are ordered by code point",
                                OrderRelations::byCodePoint)
                        .after("ORDER-3"),
                new Relation(
                        "ORDER-11",
                        DAMSON,
                        "All ten properties can be ordered by",
                        "Damson's reading: id reference numLinks status modifiedOn fileType createdOn width height sizeInBytes"
                                + " can be sorted",
                        probe -> sortable()
                                .forEach(property -> probe.requireStatus(
                                        200, probe.get("/images?$top=1&$orderby=" + property.propertyName())))));
    }

    private static List<ImageProperty> sortable() {
        return Arrays.stream(ImageProperty.values())
                .filter(ImageProperty::isSortable)
                .toList();
    }

    /** Two neighbours whose order is to be judged, by property. */
    private interface Pairs {
        BiPredicate<Image, Image> of(ImageProperty property);
    }

    private static Pairs bothThere() {
        return property -> (a, b) -> property.of(a) != null && property.of(b) != null;
    }

    private static void requireOrder(Probe probe, String direction, Predicate<ImageProperty> which, Pairs pairs) {
        probe.images();
        for (ImageProperty property : sortable()) {
            if (which.test(property)) {
                String order = property.propertyName() + direction;
                page(probe, order, property).ifPresent(page -> requireOrdered(probe, page, order, pairs.of(property)));
            }
        }
    }

    /** Only some orders are documented; of others a server may say that it does not support them. */
    private static Optional<Listing> page(Probe probe, String order, ImageProperty property) {
        Exchange exchange = probe.get("/images?$orderby=" + Percent.encode(order));
        if (exchange.status() == 400
                && !DOCUMENTED_ORDERS.contains(property)
                && probe.session().level() != DAMSON) {
            probe.gap("the server does not order by " + property.propertyName());
            return Optional.empty();
        }
        return Optional.of(Listing.of(exchange));
    }

    private static void requireOrdered(Probe probe, Listing page, String order, BiPredicate<Image, Image> judged) {
        requireOrdered(probe, page, order, judged, StringOrder.EITHER);
    }

    private static void requireOrdered(
            Probe probe, Listing page, String order, BiPredicate<Image, Image> judged, StringOrder strings) {
        List<Sort> keys = keys(order);
        List<Image> images = page.images();
        for (int i = 1; i < images.size(); i++) {
            Image first = images.get(i - 1);
            Image second = images.get(i);
            if (judged.test(first, second)) {
                probe.require(
                        strings.allows(keys, first, second),
                        "the order " + order + " at " + (i - 1),
                        values(first, order) + ", then " + values(second, order),
                        page.exchange());
            }
        }
        requireNoneBefore(probe, page, order, judged, strings);
    }

    /** No image that is known and not on the page comes before the last one on it. */
    private static void requireNoneBefore(
            Probe probe, Listing page, String order, BiPredicate<Image, Image> judged, StringOrder strings) {
        List<Image> images = page.images();
        if (images.isEmpty()) {
            return;
        }
        Image last = images.get(images.size() - 1);
        List<Sort> keys = keys(order);
        Set<String> there = new HashSet<>(page.references());
        for (Image known : probe.sample().images()) {
            if (!there.contains(known.reference().value()) && judged.test(last, known)) {
                probe.require(
                        strings.allows(keys, last, known),
                        values(known, order) + " on the page that ends with " + values(last, order) + ", by " + order,
                        "a page of " + images.size() + " images without " + known.reference(),
                        page.exchange());
            }
        }
    }

    /** Only where the orders differ: the rest another relation says. */
    private static void byCodePoint(Probe probe) {
        for (String order : List.of("reference desc", "reference asc")) {
            List<Sort> keys = keys(order);
            BiPredicate<Image, Image> telling =
                    (a, b) -> StringOrder.EITHER.allows(keys, a, b) && StringOrder.EITHER.allows(keys, b, a);
            page(probe, order, ImageProperty.REFERENCE)
                    .ifPresent(page -> requireOrdered(probe, page, order, telling, StringOrder.CODE_POINT));
        }
        if (probe.cases() == 0) {
            throw new NotCheckable(
                    "images are needed of whose names one has a character of U+E000 to U+FFFF where another has one beyond, such as 😀");
        }
    }

    /** The keys that were asked for, without the id that makes the order total. */
    private static List<Sort> keys(String order) {
        List<Sort> keys = ImageQueryParser.parse(null, order, 0, 0).order();
        return order.matches("(.*,)?\\s*id\\b.*") || keys.size() == 1 ? keys : keys.subList(0, keys.size() - 1);
    }

    private static String values(Image image, String order) {
        StringBuilder values = new StringBuilder(image.reference().value());
        for (Sort key : keys(order)) {
            values.append(", ")
                    .append(key.property().propertyName())
                    .append(' ')
                    .append(FilterText.printed(key.property().of(image)));
        }
        return values.toString();
    }

    private static void nullsHaveTheirEnd(Probe probe) {
        for (ImageProperty property : List.of(ImageProperty.CREATED_ON, ImageProperty.FILE_TYPE)) {
            long nulls = probe.images().stream()
                    .filter(image -> property.of(image) == null)
                    .count();
            if (nulls == 0 || nulls == probe.images().size()) {
                probe.gap("images with and without a " + property.propertyName() + " are needed");
                continue;
            }
            for (String direction : List.of(" asc", " desc")) {
                String order = property.propertyName() + direction;
                page(probe, order, property)
                        .ifPresent(page -> requireOrdered(
                                probe, page, order, (a, b) -> (property.of(a) == null) != (property.of(b) == null)));
            }
        }
    }

    private static void ascendingIsTheDefault(Probe probe) {
        probe.images();
        List<String> ascending = probe.list("?$orderby=numLinks%20asc").references();
        Listing plain = probe.list("?$orderby=numLinks");
        probe.requireSame(
                Difference.betweenTexts(ascending, plain.references()), "the order numLinks asc", plain.exchange());
        for (String direction : List.of("desc", "asc")) {
            List<String> lower = probe.list("?$orderby=numLinks%20" + direction).references();
            Listing upper = probe.list("?$orderby=numLinks%20" + direction.toUpperCase(Locale.ROOT));
            probe.requireSame(
                    Difference.betweenTexts(lower, upper.references()),
                    "the order numLinks " + direction,
                    upper.exchange());
        }
    }

    private static void severalKeys(Probe probe) {
        probe.images();
        for (String order : List.of(
                "numLinks desc,createdOn",
                "numLinks,createdOn desc",
                "fileType,width desc",
                "status,numLinks desc,sizeInBytes",
                "fileType desc,reference")) {
            page(probe, order, keys(order).get(0).property())
                    .ifPresent(page -> requireOrdered(probe, page, order, (a, b) -> true));
        }
    }

    private static void tiesAreStable(Probe probe) {
        probe.images();
        for (String order : List.of("numLinks", "createdOn%20desc", "status", "fileType")) {
            Exchange exchange = probe.get("/images?$orderby=" + order);
            if (exchange.status() != 200) {
                probe.gap("the server does not order by " + order);
                continue;
            }
            List<String> longest = Listing.of(exchange).references();
            List<String> pages = PageRelations.requireWhole(probe, 33, "&$orderby=" + order);
            probe.requireSame(
                    Difference.betweenTexts(pages.subList(0, Math.min(longest.size(), pages.size())), longest),
                    "the images as in pages of 33",
                    exchange);
        }
    }

    private static void requireExactly(Probe probe, String order) {
        Listing page = probe.list(order.isEmpty() ? "" : "?$orderby=" + Percent.encode(order));
        String total = order.isEmpty() ? "id" : order;
        List<Sort> keys = ImageQueryParser.parse(null, total, 0, 0).order();
        List<Image> images = page.images();
        for (int i = 1; i < images.size(); i++) {
            Image first = images.get(i - 1);
            Image second = images.get(i);
            probe.require(
                    StringOrder.EITHER.allows(keys, first, second),
                    "the order " + total + ", then by id, at " + (i - 1),
                    values(first, total) + ", id " + first.id() + ", then " + values(second, total) + ", id "
                            + second.id(),
                    page.exchange());
        }
    }
}
