package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQueryParser;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How options are spelled, and all of them together. */
final class QueryRelations {
    private static final String ENCODING =
            "OData 4.01 URL Conventions 2: percent-encoding; application/x-www-form-urlencoded";
    private static final String NAMES =
            "OData 4.01 URL Conventions 5.1: names of system query options are case-insensitive, the $ is optional";
    private static final String OPERATORS =
            "OData 4.01 URL Conventions 5.1.1: names of operators and functions are case-insensitive";

    private QueryRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                                "QUERY-1",
                                ODATA,
                                "A blank may be %20 or +, and characters may be raw or percent-encoded",
                                ENCODING,
                                probe -> {
                                    new Selection(probe)
                                            .requireSame("?$filter=contains(reference,'=')", "contains(reference,'=')");
                                    requireSame(
                                            probe,
                                            "?$filter=status+eq+'Ok'",
                                            "?$filter=status%20%20eq%20%20'Ok'",
                                            "?%24filter=status%20eq%20%27Ok%27",
                                            "?$filter=%28status%20eq%20'Ok'%29",
                                            "?$filter=(status+eq+'Ok')",
                                            "?$filter=%73tatus%20eq%20%27%4F%6b%27");
                                })
                        .after("PAGE-1", "PAGE-2", "FILTER-2"),
                new Relation(
                                "QUERY-2",
                                ODATA,
                                "Names of options are taken in any case, and without the $",
                                NAMES,
                                QueryRelations::names)
                        .after("PAGE-1", "PAGE-6", "ORDER-2", "ORDER-7", "FILTER-2"),
                new Relation("QUERY-3", ODATA, "Operators and functions are taken in any case", OPERATORS, probe -> {
                            List.of(
                                            "status EQ 'Ok' AND NOT (numLinks Gt 3)",
                                            "CONTAINS(reference,'a') or StartsWith(reference,'b')",
                                            "status IN ('Ok','Er')",
                                            "fileType ne NULL",
                                            "TRUE")
                                    .forEach(new Selection(probe)::require);
                        })
                        .after(
                                "FILTER-2",
                                "FILTER-4",
                                "FILTER-7",
                                "FILTER-9",
                                "FILTER-11",
                                "FILTER-12",
                                "FILTER-19",
                                "FILTER-20",
                                "FILTER-21",
                                "FILTER-25"),
                new Relation(
                                "QUERY-4",
                                DAMSON,
                                "Blanks are not needed beside parentheses, and allowed at either end",
                                "Damson's reading: none needed between not, in or a function's name and a parenthesis, one allowed"
                                        + " there",
                                probe -> {
                                    List.of(
                                                    " status eq 'Ok' ",
                                                    "not(status eq 'Ok')",
                                                    "status in('Ok','Er')",
                                                    "contains (reference,'a')",
                                                    "contains( reference , 'a' )",
                                                    "status\teq\t'Ok'",
                                                    "status in ( 'Ok' , 'Er' )")
                                            .forEach(new Selection(probe)::require);
                                })
                        .after("FILTER-2", "FILTER-9", "FILTER-11", "FILTER-21"),
                new Relation(
                                "QUERY-5",
                                ODATA,
                                "Custom options are passed over",
                                "OData 4.01 URL Conventions 5.2: custom query options do not begin with $ or @",
                                QueryRelations::customOptions)
                        .after("PAGE-8"),
                new Relation(
                                "QUERY-6",
                                DOCUMENTED,
                                "Filter, order and page together are the page of the ordered, filtered list",
                                "Documentation, Filter Images: \"GET /images?$filter=fileType ne 'gif'&$orderby=numLinks"
                                        + " desc&$skip=0&$top=50\"",
                                QueryRelations::together)
                        .after(
                                "PAGE-2",
                                "PAGE-6",
                                "ORDER-1",
                                "ORDER-2",
                                "ORDER-4",
                                "FILTER-3",
                                "FILTER-5",
                                "FILTER-8",
                                "FILTER-9"),
                new Relation(
                                "QUERY-7",
                                ODATA,
                                "Filters put together at random select what they mean",
                                "OData 4.01 URL Conventions 5.1.1",
                                QueryRelations::atRandom)
                        .after(FilterRelations.upTo(30)),
                new Relation(
                                "QUERY-8",
                                ODATA,
                                "What a request asks for holds for that request alone, also what it asks wrongly",
                                "RFC 9110, 3.3: HTTP is a stateless protocol",
                                QueryRelations::alone)
                        .after("PAGE-8"));
    }

    private static void alone(Probe probe) {
        Listing expected = probe.list("");
        for (String target : List.of(
                "/images?$orderby=createdOn%20desc",
                "/images?$filter=false",
                "/images?$top=1&$skip=1",
                "/images?$top=101",
                "/images?$filter=status%20eq",
                Probe.path(probe.unknownReference()))) {
            Exchange before = probe.get(target);
            Listing list = probe.list("");
            probe.requireSame(
                    Difference.between(expected, list), "the list as it was before " + target, before, list.exchange());
        }
    }

    /** All mean {@code status eq 'Ok'}. */
    private static void requireSame(Probe probe, String... queries) {
        probe.images();
        for (String query : queries) {
            new Selection(probe).requireSame(query, "status eq 'Ok'");
        }
    }

    private static void names(Probe probe) {
        requireSame(probe, "?filter=status%20eq%20'Ok'", "?$FILTER=status%20eq%20'Ok'", "?Filter=status%20eq%20'Ok'");
        List<String> expected =
                probe.list("?$orderby=numLinks%20desc&$top=5&$skip=2").references();
        for (String query :
                List.of("?orderby=numLinks%20desc&top=5&skip=2", "?$OrderBy=numLinks%20desc&$TOP=5&Skip=2")) {
            Listing page = probe.list(query);
            probe.requireSame(
                    Difference.betweenTexts(expected, page.references()),
                    "the page of ?$orderby=numLinks desc&$top=5&$skip=2",
                    page.exchange());
        }
    }

    private static void customOptions(Probe probe) {
        Listing expected = probe.list("?$top=5");
        for (String custom : List.of("utm_source=x", "_=1732457000", "x.y=%24top", "customOption")) {
            Listing page = probe.list("?$top=5&" + custom);
            probe.requireSame(Difference.between(expected, page), "the images without " + custom, page.exchange());
        }
    }

    private static void together(Probe probe) {
        if (!probe.sample().isWhole()) {
            throw new NotCheckable("the account has more images than are read at once; give the key of a smaller one");
        }
        if (probe.images().size() < probe.count()) {
            throw new NotCheckable("some images are not as the API prints them, which SHAPE-3 says more about");
        }
        List<Image> images = probe.images();
        List<String> filters = new ArrayList<>(List.of("status in ('Ok','Er')", "numLinks ge 1"));
        if (probe.maySeeNulls(ImageProperty.FILE_TYPE)) {
            filters.add("fileType ne 'gif'");
        }
        String second = probe.maySeeNulls(ImageProperty.CREATED_ON) ? "createdOn" : "modifiedOn";
        for (String filter : filters) {
            for (String order : List.of("numLinks desc", second)) {
                List<Image> meant = images.stream()
                        .filter(image -> Evaluator.matches(parsed(filter), image))
                        .sorted(Evaluator.comparator(ImageQueryParser.parse(null, order, 0, 0)
                                .order()
                                .subList(0, 1)))
                        .toList();
                for (int skip : List.of(0, 3, Math.max(0, meant.size() - 4))) {
                    requirePage(probe, filter, order, skip, meant);
                }
            }
        }
    }

    /** Of images that the order leaves equal, any may come: their keys are compared. */
    private static void requirePage(Probe probe, String filter, String order, int skip, List<Image> meant) {
        int top = 7;
        Listing page = probe.list("?$filter=" + Percent.encode(filter) + "&$orderby=" + Percent.encode(order)
                + "&$skip=" + skip + "&$top=" + top);
        var property = ImageQueryParser.parse(null, order, 0, 0).order().get(0).property();
        List<String> expected = meant.stream()
                .skip(skip)
                .limit(top)
                .map(image -> FilterText.printed(property.of(image)))
                .toList();
        List<String> got = page.images().stream()
                .map(image -> FilterText.printed(property.of(image)))
                .toList();
        probe.require(
                got.equals(expected),
                expected.size() + " images with " + property.propertyName() + " " + expected,
                got.size() + " with " + got,
                page.exchange());
        Optional<Image> wrong = page.images().stream()
                .filter(image -> !Evaluator.matches(parsed(filter), image))
                .findFirst();
        probe.require(
                wrong.isEmpty(),
                "only images for which the filter is true",
                wrong.map(Selection::described).orElse("none"),
                page.exchange());
    }

    private static Filter parsed(String filter) {
        return Selection.parsed(filter);
    }

    private static void atRandom(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        RandomFilters filters = new RandomFilters(values, probe.random());
        for (int i = 0; i < 30; i++) {
            selection.require(filters.filter(3));
        }
    }
}
