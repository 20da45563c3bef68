package io.damson.verify.relation;

import static io.damson.query.ComparisonOperator.EQ;
import static io.damson.query.ComparisonOperator.GE;
import static io.damson.query.ComparisonOperator.GT;
import static io.damson.query.ComparisonOperator.LE;
import static io.damson.query.ComparisonOperator.NE;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.StringFunction;
import java.util.List;
import java.util.Optional;

/** How filters combine. */
final class LogicRelations {
    private static final String AND =
            "Documentation, Filter Images: \"GET /images?$filter=fileType eq 'png' and status eq 'Ok'\"";
    private static final String LOGIC = "Vendor's guide: filter operators and or not and parentheses";
    private static final String THREE_VALUED =
            "OData 4.01 URL Conventions 5.1.1.1.7 to 5.1.1.1.9 and 5.1.1.4: a function of null is null, not null is null";

    private LogicRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation("FILTER-19", DOCUMENTED, "p and q selects what both select", AND, probe -> {
                            combinations(probe, (p, q, r) -> List.of(Terms.and(p, q), Terms.and(q, p, r)));
                            ranges(probe);
                        })
                        .after("FILTER-2", "FILTER-4", "FILTER-5", "FILTER-11"),
                new Relation("FILTER-20", DOCUMENTED, "p or q selects what either selects", LOGIC, probe -> {
                            combinations(probe, (p, q, r) -> List.of(Terms.or(p, q), Terms.or(q, p, r)));
                            new Selection(probe)
                                    .require("status eq 'Er' or status eq 'Up' or status eq 'Re' or status eq 'Vd'");
                        })
                        .after("FILTER-2", "FILTER-4", "FILTER-5", "FILTER-11"),
                new Relation(
                                "FILTER-21",
                                DOCUMENTED,
                                "not p selects the others",
                                LOGIC,
                                probe -> combinations(
                                        probe, (p, q, r) -> List.of(Terms.not(p), Terms.not(Terms.not(q)))))
                        .after("FILTER-2", "FILTER-4", "FILTER-5", "FILTER-11"),
                new Relation(
                                "FILTER-22",
                                ODATA,
                                "A function of null is null, which neither p nor not p selects; a comparison is true or false",
                                THREE_VALUED,
                                LogicRelations::nulls)
                        .after(
                                "FILTER-2",
                                "FILTER-4",
                                "FILTER-7",
                                "FILTER-8",
                                "FILTER-10",
                                "FILTER-11",
                                "FILTER-19",
                                "FILTER-20",
                                "FILTER-21"),
                new Relation(
                                "FILTER-23",
                                ODATA,
                                "and binds more than or, not more than and, in more than not",
                                "OData 4.01 URL Conventions 5.1.1.17: operator precedence",
                                LogicRelations::precedence)
                        .after("FILTER-19", "FILTER-20", "FILTER-21"),
                new Relation(
                                "FILTER-24",
                                ODATA,
                                "De Morgan's laws hold",
                                LOGIC,
                                probe -> combinations(
                                        probe,
                                        (p, q, r) -> List.of(
                                                Terms.not(Terms.and(p, q)),
                                                Terms.or(Terms.not(p), Terms.not(q)),
                                                Terms.not(Terms.or(p, q)),
                                                Terms.and(Terms.not(p), Terms.not(q)))))
                        .after("FILTER-19", "FILTER-20", "FILTER-21"),
                new Relation(
                                "FILTER-25",
                                ODATA,
                                "What is always true changes nothing, what is never true selects nothing",
                                "OData 4.01 URL Conventions 5.1.2: $filter returns the items for which it is true",
                                LogicRelations::constants)
                        .after("FILTER-2", "FILTER-3", "FILTER-7", "FILTER-19", "FILTER-20", "FILTER-21"));
    }

    /** Filters, each of which selects some images and not all. */
    private interface Combined {
        List<Filter> of(Filter p, Filter q, Filter r);
    }

    private static void combinations(Probe probe, Combined combined) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (int i = 0; i < 4; i++) {
            List<Filter> some = probe.some(3, twoValued(probe, values));
            combined.of(some.get(0), some.get(1), some.get(2)).forEach(selection::require);
        }
    }

    /** Two conditions on one property, either of which leaves something out. */
    private static void ranges(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : List.of(ImageProperty.WIDTH, ImageProperty.MODIFIED_ON)) {
            List<Object> all = values.of(property);
            Filter from = Terms.compare(property, GE, all.get(all.size() / 3));
            Filter to = Terms.compare(property, LE, all.get(all.size() * 2 / 3));
            selection.require(Terms.and(from, to));
            selection.require(Terms.and(to, from));
        }
        selection.require("id ge 0 and numLinks ge 0 and width ge 0 and height ge 0 and status eq 'Ok'");
    }

    private static List<Filter> twoValued(Probe probe, Values values) {
        Object width = values.some(ImageProperty.WIDTH).iterator().next();
        Object links = values.some(ImageProperty.NUM_LINKS).iterator().next();
        Object size = values.some(ImageProperty.SIZE_IN_BYTES).iterator().next();
        List<String> parts = values.parts(ImageProperty.REFERENCE, 4);
        return List.of(
                Terms.compare(ImageProperty.STATUS, EQ, "Ok"),
                Terms.compare(ImageProperty.WIDTH, GE, width),
                Terms.compare(ImageProperty.NUM_LINKS, GT, links),
                Terms.compare(ImageProperty.SIZE_IN_BYTES, GT, size),
                Terms.call(
                        StringFunction.CONTAINS,
                        ImageProperty.REFERENCE,
                        parts.isEmpty() ? "a" : probe.some(1, parts).get(0)));
    }

    private static void nulls(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        if (!values.hasNulls(ImageProperty.FILE_TYPE) && !values.hasNulls(ImageProperty.CREATED_ON)) {
            throw new NotCheckable("an image without a fileType or createdOn is needed");
        }
        Filter call = Terms.call(StringFunction.CONTAINS, ImageProperty.FILE_TYPE, "p");
        Filter later = Terms.compare(
                ImageProperty.CREATED_ON, GT, probe.images().get(0).modifiedOn());
        Filter type = Terms.compare(ImageProperty.FILE_TYPE, EQ, "jpg");
        Filter some = Terms.compare(ImageProperty.STATUS, EQ, "Ok");
        for (Filter filter : List.of(
                Terms.not(call),
                Terms.not(Terms.call(StringFunction.STARTS_WITH, ImageProperty.FILE_TYPE, "p")),
                Terms.not(Terms.call(StringFunction.ENDS_WITH, ImageProperty.FILE_TYPE, "g")),
                Terms.not(later),
                Terms.not(type),
                Terms.not(Terms.in(ImageProperty.FILE_TYPE, List.of("jpg"))),
                Terms.not(Terms.in(ImageProperty.FILE_TYPE, List.of("jpg", Optional.empty()))),
                Terms.not(Terms.in(ImageProperty.FILE_TYPE, List.of())),
                Terms.or(call, Terms.not(call)),
                Terms.or(later, Terms.not(later)),
                Terms.or(call, some),
                Terms.not(Terms.and(call, some)),
                Terms.not(Terms.or(call, some)),
                Terms.compare(call, EQ, Terms.NULL),
                Terms.compare(call, NE, Terms.NULL))) {
            selection.require(filter);
        }
    }

    private static void precedence(Probe probe) {
        String links = "numLinks gt " + probe.images().get(0).numLinks();
        List.of(
                        "status eq 'Ok' or status eq 'Er' and " + links,
                        links + " and status eq 'Ok' or status eq 'Er'",
                        "(status eq 'Ok' or status eq 'Er') and " + links,
                        "not (status eq 'Ok') and " + links,
                        "not (status eq 'Ok') or " + links,
                        "not (status eq 'Ok' or " + links + ")",
                        "not status in ('Ok')",
                        "not contains(reference,'a') and status eq 'Ok'",
                        "not not contains(reference,'a')",
                        "width gt 800 eq true",
                        "true eq width gt 800",
                        "((status eq 'Ok'))")
                .forEach(new Selection(probe)::require);
    }

    private static void constants(Probe probe) {
        List.of(
                        "true",
                        "false",
                        "not false",
                        "id eq id",
                        "id ne id",
                        "fileType eq fileType",
                        "true or status eq 'Ok'",
                        "status eq 'Ok' and false",
                        "1 eq 1",
                        "'a' eq 'b'")
                .forEach(new Selection(probe)::require);
    }
}
