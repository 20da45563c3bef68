package io.damson.verify.relation;

import static io.damson.verify.relation.Level.ODATA;

/** Filters at random. The others are in {@code query.yaml}. */
final class QueryRelations {
    private QueryRelations() {}

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
