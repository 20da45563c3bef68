package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.image.Image;
import io.damson.query.Evaluator;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.query.ImageQueryParser;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All options together, and filters at random. The others are in {@code query.yaml}. */
final class QueryRelations {
    private QueryRelations() {}

    @Declaration(
            id = "QUERY-6",
            title = "Filter, order and page together are the page of the ordered, filtered list",
            level = DOCUMENTED,
            because = "Documentation, Filter Images: \"GET /images?$filter=fileType ne 'gif'&$orderby=numLinks"
                    + " desc&$skip=0&$top=50\"",
            after = {"PAGE-2", "PAGE-6", "ORDER-1", "ORDER-2", "ORDER-4", "FILTER-3", "FILTER-5", "FILTER-8", "FILTER-9"
            })
    static void together(Probe probe) {
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
                        .filter(image -> Evaluator.matches(Selection.parsed(filter), image))
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
                .filter(image -> !Evaluator.matches(Selection.parsed(filter), image))
                .findFirst();
        probe.require(
                wrong.isEmpty(),
                "only images for which the filter is true",
                wrong.map(Selection::described).orElse("none"),
                page.exchange());
    }

    @Declaration(
            id = "QUERY-7",
            title = "Filters put together at random select what they mean",
            level = ODATA,
            because = "OData 4.01 URL Conventions 5.1.1",
            after = "FILTER-1..30")
    static void atRandom(Probe probe) {
        Selection selection = new Selection(probe, StringOrder.EITHER);
        RandomFilters filters = new RandomFilters(probe);
        for (int i = 0; i < 30; i++) {
            selection.require(filters.filter(3));
        }
    }
}
