package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.verify.exchange.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Parts of the list. */
final class PageRelations {
    private static final int MAX_TOP = 100;
    private static final int MOST_PAGES = 12;
    private static final String PAGED =
            "Documentation, Filter Images: \"Returns a paginated collection of the tenant's images\"";
    private static final String DEFAULTS = "Vendor's guide: $top default 100, maximum 100; $skip default 0";
    private static final String STABLE = "Vendor's guide: sorting has to be stable for paging";
    private static final String TOP = "OData 4.01 URL Conventions 5.1.5: $top";
    private static final String SKIP = "OData 4.01 URL Conventions 5.1.5: $skip";

    private PageRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                        "PAGE-8",
                        DOCUMENTED,
                        "The same list asked for twice has the same images, in the same order",
                        STABLE,
                        PageRelations::aListIsRepeatable),
                new Relation(
                        "PAGE-1",
                        DOCUMENTED,
                        "Without $top a page has a hundred images, or all there are",
                        DEFAULTS,
                        PageRelations::theDefaultIsAHundred),
                new Relation(
                                "PAGE-2",
                                ODATA,
                                "$top=k gives k images, or all there are",
                                TOP,
                                PageRelations::topIsTheNumber)
                        .after(OptionRelations.TOP),
                new Relation("PAGE-3", ODATA, "$top=0 gives an empty page", TOP, probe -> {
                            Listing none = probe.list("?$top=0");
                            probe.require(
                                    none.rows().isEmpty(),
                                    "no images",
                                    none.rows().size() + " images",
                                    none.exchange());
                        })
                        .after(OptionRelations.TOP),
                new Relation(
                                "PAGE-4",
                                ODATA,
                                "$top=k is the beginning of $top=k+1",
                                TOP,
                                PageRelations::aPageBeginsALongerOne)
                        .after("PAGE-2", "PAGE-8"),
                new Relation(
                                "PAGE-5",
                                ODATA,
                                "$skip past the end gives an empty page",
                                SKIP,
                                probe -> requireNothing(probe, List.of("1000000", "2147483647")))
                        .after(OptionRelations.SKIP),
                new Relation(
                                "PAGE-6",
                                DOCUMENTED,
                                "$skip=k leaves out the first k images and no other",
                                PAGED,
                                PageRelations::skipLeavesOutTheFirst)
                        .after(OptionRelations.SKIP, "PAGE-2", "PAGE-8"),
                new Relation(
                                "PAGE-7",
                                DOCUMENTED,
                                "Pages of any size make up the whole list, each image once",
                                STABLE,
                                PageRelations::pagesMakeUpTheList)
                        .after(OptionRelations.TOP, "PAGE-6"),
                new Relation(
                                "PAGE-9",
                                ODATA,
                                "$skip may be larger than any integer type",
                                SKIP + ": a non-negative integer, past the end an empty list",
                                probe -> requireNothing(
                                        probe, List.of("9223372036854775808", "99999999999999999999999999")))
                        .after("PAGE-5"));
    }

    private static void theDefaultIsAHundred(Probe probe) {
        int expected = Math.min(MAX_TOP, probe.count());
        if (probe.count() < MAX_TOP) {
            probe.gap("the account has " + probe.count() + " images; the default shows itself from 101 on");
        }
        for (String query : List.of("", "?$skip=0", "?$orderby=createdOn%20desc")) {
            Listing page = probe.list(query);
            probe.require(
                    page.rows().size() == expected,
                    expected + " images",
                    page.rows().size() + " images",
                    page.exchange());
        }
    }

    private static void topIsTheNumber(Probe probe) {
        int count = probe.count();
        for (int top : sizes(count)) {
            Listing page = probe.list("?$top=" + top);
            int expected = Math.min(top, count);
            probe.require(
                    page.rows().size() == expected,
                    expected + " images",
                    page.rows().size() + " images",
                    page.exchange());
        }
    }

    /** Numbers at which pages may be cut wrongly. */
    private static List<Integer> sizes(int count) {
        return List.of(1, 2, 7, 50, count - 1, count, MAX_TOP - 1, MAX_TOP).stream()
                .filter(size -> size > 0 && size <= MAX_TOP)
                .distinct()
                .sorted()
                .toList();
    }

    private static void aPageBeginsALongerOne(Probe probe) {
        for (int top : List.of(1, 6, Math.min(probe.count(), MAX_TOP) - 1)) {
            if (top > 0) {
                List<String> page = probe.list("?$top=" + top).references();
                Listing longer = probe.list("?$top=" + (top + 1));
                List<String> begin = longer.references()
                        .subList(0, Math.min(top, longer.rows().size()));
                probe.requireSame(
                        Difference.betweenTexts(page, begin),
                        "to begin with the images of $top=" + top,
                        longer.exchange());
            }
        }
    }

    private static void requireNothing(Probe probe, List<String> skips) {
        List<String> all = new ArrayList<>(skips);
        if (probe.sample().isWhole()) {
            all.add(Integer.toString(probe.sample().size()));
            all.add(Integer.toString(probe.sample().size() + 1));
        }
        for (String skip : all) {
            Listing page = probe.list("?$skip=" + skip);
            probe.require(page.rows().isEmpty(), "no images", page.rows().size() + " images", page.exchange());
        }
    }

    private static void skipLeavesOutTheFirst(Probe probe) {
        List<String> first = probe.list("?$top=" + MAX_TOP).references();
        if (first.size() < 2) {
            throw new NotCheckable("the account has fewer than two images; give the key of one that has some");
        }
        for (int skip : List.of(0, 1, 2, first.size() / 2, first.size() - 1)) {
            Listing page = probe.list("?$top=" + MAX_TOP + "&$skip=" + skip);
            List<String> expected = first.subList(skip, first.size());
            List<String> begin = page.references()
                    .subList(0, Math.min(expected.size(), page.rows().size()));
            probe.requireSame(
                    Difference.betweenTexts(expected, begin),
                    "to begin with " + expected.get(0) + ", the image at " + skip + ", and to go on as the list does",
                    page.exchange());
        }
    }

    private static void pagesMakeUpTheList(Probe probe) {
        int count = probe.count();
        List.of(1, 7, Math.min(count, MAX_TOP)).forEach(size -> requireWhole(probe, size, ""));
    }

    /**
     * The list in pages, which it fits.
     *
     * @param order what the query goes on with; may be empty
     */
    static List<String> requireWhole(Probe probe, int size, String order) {
        List<String> seen = new ArrayList<>();
        Exchange last = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Listing listing = probe.list("?$top=" + size + "&$skip=" + page * size + order);
            last = listing.exchange();
            seen.addAll(listing.references());
            if (listing.rows().isEmpty()) {
                break;
            }
        }
        probe.require(
                new HashSet<>(seen).size() == seen.size(),
                "each image once in pages of " + size,
                firstRepeated(seen) + " twice",
                Objects.requireNonNull(last));
        int expected = Math.min(probe.count(), size * MOST_PAGES);
        probe.require(
                probe.sample().isWhole() ? seen.size() == expected : seen.size() >= expected,
                expected + " images in pages of " + size,
                seen.size() + " images",
                last);
        return seen;
    }

    /** The first text that comes a second time. */
    static String firstRepeated(List<String> references) {
        HashSet<String> before = new HashSet<>();
        return references.stream()
                .filter(reference -> !before.add(reference))
                .findFirst()
                .orElse("none");
    }

    private static void aListIsRepeatable(Probe probe) {
        List<String> queries = List.of("", "?$top=30&$skip=5", "?$filter=numLinks%20ge%200", "?$filter=false");
        List<Listing> first = queries.stream().map(probe::list).toList();
        for (int i = 0; i < queries.size(); i++) {
            Listing again = probe.list(queries.get(i));
            probe.requireSame(
                    Difference.between(first.get(i), again),
                    "the same images again, whatever was asked between",
                    first.get(i).exchange(),
                    again.exchange());
        }
    }
}
