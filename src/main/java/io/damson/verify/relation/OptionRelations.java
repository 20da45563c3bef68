package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DOCUMENTED;

import io.damson.image.Image;
import io.damson.query.ImageProperty;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the server looks at an option at all: of one that does not, nothing more is asked about that option. */
final class OptionRelations {
    /** What stands on {@code $filter}. */
    static final String FILTER = "OPTION-1";

    /** What stands on {@code $orderby}. */
    static final String ORDER = "OPTION-2";

    /** What stands on {@code $top}. */
    static final String TOP = "OPTION-3";

    /** What stands on {@code $skip}. */
    static final String SKIP = "OPTION-4";

    private OptionRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                        FILTER,
                        DOCUMENTED,
                        "$filter is applied",
                        "Documentation, Filter Images: \"GET /images?$filter=status eq 'Ok'\"",
                        probe -> requireApplied(probe, "$filter", filters(probe))),
                new Relation(
                        ORDER,
                        DOCUMENTED,
                        "$orderby is applied",
                        "Documentation, Filter Images: \"GET /images?$orderby=createdOn desc\"",
                        probe -> requireApplied(probe, "$orderby", orders(probe))),
                new Relation(
                        TOP,
                        DOCUMENTED,
                        "$top is applied",
                        "Vendor's guide: $top default 100, maximum 100",
                        probe -> requireApplied(probe, "$top", List.of("1", "2"))),
                new Relation(
                        SKIP,
                        DOCUMENTED,
                        "$skip is applied",
                        "Vendor's guide: $skip default 0",
                        probe -> requireApplied(probe, "$skip", List.of("1", "2", "1000"))));
    }

    /** Each of which leaves something out. */
    private static List<String> filters(Probe probe) {
        Image image = probe.images().get(0);
        return List.of(
                "status eq 'Xx'",
                "id eq " + image.id(),
                "status ne '" + image.status().code() + "'",
                "fileType eq 'damson'");
    }

    /** Each of which is another order than the one before, if the images differ in what they are ordered by. */
    private static List<String> orders(Probe probe) {
        boolean isTelling = Stream.of(ImageProperty.NUM_LINKS, ImageProperty.CREATED_ON)
                .anyMatch(property ->
                        probe.images().stream().map(property::of).distinct().count() > 1);
        if (!isTelling) {
            throw new NotCheckable("images that differ in numLinks or createdOn are needed");
        }
        return List.of("numLinks", "numLinks desc", "createdOn", "createdOn desc");
    }

    /** That one of these makes a difference is enough: what each of them means, other relations say. */
    private static void requireApplied(Probe probe, String option, List<String> values) {
        Listing all = probe.list("");
        if (all.rows().size() < 2) {
            throw new NotCheckable("the account has fewer than two images; give the key of one that has some");
        }
        List<Exchange> without = new ArrayList<>();
        for (String value : values) {
            Exchange exchange = probe.get("/images?" + option + "=" + Percent.encode(value));
            if (isAnotherPage(exchange, all)) {
                probe.held();
                return;
            }
            without.add(exchange);
        }
        Exchange last = without.get(without.size() - 1);
        throw new Violation(
                "a page that " + option + " makes another one, for one of " + String.join("; ", values),
                last.status() == 200 ? "each time the page as without " + option : Probe.shown(last),
                without.toArray(Exchange[]::new));
    }

    private static boolean isAnotherPage(Exchange exchange, Listing all) {
        return exchange.status() == 200
                && exchange.json().path("items").isArray()
                && !Listing.of(exchange).references().equals(all.references());
    }
}
