package io.damson.verify.relation;

import static io.damson.query.ComparisonOperator.EQ;
import static io.damson.query.ComparisonOperator.GE;
import static io.damson.query.ComparisonOperator.GT;
import static io.damson.query.ComparisonOperator.LE;
import static io.damson.query.ComparisonOperator.LT;
import static io.damson.query.ComparisonOperator.NE;
import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.query.ComparisonOperator;
import io.damson.query.ImageProperty;
import io.damson.query.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Comparisons and lists. */
final class FilterRelations {
    static final String OPERATORS = "Vendor's guide: filter operators eq ne gt ge lt le";
    private static final String IN = "Documentation, Filter Images: \"GET /images?$filter=status in ('Ok', 'Re')\"";
    private static final String NULL = "OData 4.01 URL Conventions 5.1.1.1: null equals null and nothing else";
    private static final List<String> EXAMPLES = List.of(
            "fileType eq 'jpg'",
            "status eq 'Ok'",
            "fileType eq 'png' and status eq 'Ok'",
            "status in ('Ok', 'Re')",
            "contains(reference, 'product')",
            "fileType ne 'gif'");

    private FilterRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                                "FILTER-1",
                                DOCUMENTED,
                                "The filters of the documentation select what they say",
                                "Documentation, Filter Images, Examples",
                                probe -> EXAMPLES.stream()
                                        .filter(filter ->
                                                !filter.contains(" ne ") || probe.maySeeNulls(ImageProperty.FILE_TYPE))
                                        .forEach(new Selection(probe)::require))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-2",
                                DOCUMENTED,
                                "eq selects the images that have the value",
                                OPERATORS,
                                probe -> compareValues(probe, EQ))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-3",
                                DOCUMENTED,
                                "ne selects the images that have another value",
                                OPERATORS,
                                probe -> compareValues(probe, NE))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-4",
                                DOCUMENTED,
                                "gt and lt select what is greater and what is less, without the value itself",
                                OPERATORS,
                                probe -> compareNumbers(probe, GT, LT))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-5",
                                DOCUMENTED,
                                "ge and le select the value itself too",
                                OPERATORS,
                                probe -> compareNumbers(probe, GE, LE))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-6",
                                ODATA,
                                "Strings are compared character by character, so that case counts",
                                "OData 4.01 URL Conventions 5.1.1.1: strings are compared case-sensitively",
                                FilterRelations::compareStrings)
                        .after("FILTER-4", "FILTER-5"),
                new Relation(
                                "FILTER-7",
                                ODATA,
                                "eq null and ne null part the list",
                                NULL,
                                probe -> eachProperty(probe, property -> {
                                    Selection selection = new Selection(probe);
                                    selection.require(Terms.compare(property, EQ, null));
                                    selection.require(Terms.compare(property, NE, null));
                                }))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-8",
                                ODATA,
                                "Compared with a value, a null is unequal, and neither greater nor less",
                                "OData 4.01 URL Conventions 5.1.1.1.2 to 5.1.1.1.6: ne with one null is true, gt ge lt le are false",
                                FilterRelations::compareNulls)
                        .after("FILTER-3", "FILTER-6", "FILTER-7"),
                new Relation(
                                "FILTER-9",
                                DOCUMENTED,
                                "in selects the images that have one of the values",
                                IN,
                                FilterRelations::lists)
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-10",
                                ODATA,
                                "A null in a list is found, and an empty list selects nothing",
                                "OData 4.01 URL Conventions 5.1.1.1.11: in is true if the left operand is a member of the list",
                                FilterRelations::listsWithNull)
                        .after("FILTER-9"),
                new Relation(
                                "FILTER-31",
                                DAMSON,
                                "Strings are compared by code point, also where UTF-16 units would differ",
                                "Damson's reading: comparison is by code point",
                                FilterRelations::compareCodePoints)
                        .after("FILTER-6"));
    }

    /** The ids of the first of the relations of filters. */
    static String[] upTo(int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> "FILTER-" + number)
                .toArray(String[]::new);
    }

    static void eachProperty(Probe probe, Consumer<ImageProperty> task) {
        probe.images();
        Arrays.stream(ImageProperty.values()).forEach(task);
    }

    private static void compareValues(Probe probe, ComparisonOperator operator) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : ImageProperty.values()) {
            // What nulls and date-times do, other relations say.
            if (property.type() == Type.DATE_TIME || operator == NE && values.hasNulls(property)) {
                continue;
            }
            for (Object value : property.type() == Type.STRING ? values.plain(property, 2) : values.some(property)) {
                selection.require(Terms.compare(property, operator, value));
                if (value instanceof String text) {
                    selection.require(Terms.compare(property, operator, text + " "));
                }
            }
        }
    }

    private static void compareNumbers(Probe probe, ComparisonOperator... operators) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : Values.properties(Type.NUMBER)) {
            for (Object value : probe.some(1, List.copyOf(values.some(property)))) {
                for (Object near : Values.around(value)) {
                    for (ComparisonOperator operator : operators) {
                        selection.require(Terms.compare(property, operator, near));
                    }
                }
            }
        }
    }

    private static void compareStrings(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property :
                List.of(ImageProperty.REFERENCE, ImageProperty.STATUS, ImageProperty.ORIGINAL_URL)) {
            // Of nulls another relation says more.
            for (Object value :
                    values.hasNulls(property) ? List.of() : probe.some(2, List.copyOf(values.some(property)))) {
                for (ComparisonOperator operator : List.of(GT, GE, LT, LE)) {
                    selection.require(Terms.compare(property, operator, value));
                }
            }
        }
        for (String border : List.of("A", "Z", "a", "z", "~", "é", "\uE000", "\uD83D\uDE00")) {
            selection.require(Terms.compare(ImageProperty.REFERENCE, GE, border));
        }
    }

    private static void compareCodePoints(Probe probe) {
        Selection selection = new Selection(probe, StringOrder.CODE_POINT);
        for (String border : List.of("\uE000", "\uFFFD", "\uD83D\uDE00")) {
            selection.require(Terms.compare(ImageProperty.REFERENCE, GE, border));
        }
        selection.require("'\uE000' lt '\uD83D\uDE00'");
        selection.require("'a\uFFFD' gt 'a\uD83D\uDE00'");
    }

    private static void compareNulls(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property :
                List.of(ImageProperty.FILE_TYPE, ImageProperty.CREATED_ON, ImageProperty.ORIGINAL_URL)) {
            if (!values.hasNulls(property)) {
                probe.gap("an image whose " + property.propertyName() + " is null is needed");
                continue;
            }
            for (Object value : probe.some(1, values.of(property))) {
                for (ComparisonOperator operator : List.of(NE, GT, GE, LT, LE)) {
                    selection.require(Terms.compare(property, operator, value));
                }
            }
            selection.require(Terms.compare(property, GE, null));
            selection.require(Terms.compare(property, GT, null));
            if (property.type() == Type.STRING) {
                selection.require(Terms.compare(property, EQ, ""));
                selection.require(Terms.compare(property, NE, ""));
            }
        }
    }

    private static void lists(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : ImageProperty.values()) {
            if (property.type() == Type.DATE_TIME) {
                continue;
            }
            for (int count : List.of(3, 20)) {
                List<Object> some = values.plain(property, count);
                if (!some.isEmpty()) {
                    selection.require(Terms.in(property, some));
                }
            }
        }
        selection.require(Terms.in(ImageProperty.STATUS, List.of("no such", "Ok")));
        selection.require(Terms.in(ImageProperty.STATUS, List.of("Er,Ok")));
        selection.require(Terms.in(ImageProperty.STATUS, List.of("O")));
    }

    private static void listsWithNull(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : List.of(ImageProperty.FILE_TYPE, ImageProperty.ORIGINAL_URL)) {
            List<Object> withNull = new ArrayList<>(probe.some(1, values.of(property)));
            withNull.add(Optional.empty());
            selection.require(Terms.in(property, withNull));
        }
        selection.require(Terms.in(ImageProperty.STATUS, List.of()));
    }
}
