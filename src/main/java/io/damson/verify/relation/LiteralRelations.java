package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.image.Image;
import io.damson.query.ComparisonOperator;
import io.damson.query.Filter;
import io.damson.query.ImageProperty;
import io.damson.query.Literal;
import io.damson.query.Property;
import io.damson.query.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.List;

/** How numbers, date-times and operands are written. */
final class LiteralRelations {
    private static final String DATE_TIME = "OData 4.01 ABNF: dateTimeOffsetValue, with Z or an offset";
    private static final String NUMBERS = "OData 4.01 URL Conventions 5.1.1.18: numeric promotion";

    private LiteralRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                                "FILTER-26",
                                DOCUMENTED,
                                "Date-times are compared to the second",
                                FilterRelations.OPERATORS,
                                LiteralRelations::dateTimes)
                        .after("FILTER-2", "FILTER-3", "FILTER-4", "FILTER-5"),
                new Relation(
                                "FILTER-27",
                                ODATA,
                                "A date-time with an offset is the same moment, and a fraction of a second counts",
                                DATE_TIME,
                                LiteralRelations::offsetsAndFractions)
                        .after("FILTER-26"),
                new Relation(
                                "FILTER-28",
                                DAMSON,
                                "A date-time without an offset is UTC, and a date alone is its midnight",
                                "Damson's reading: stored values are read as UTC; without an offset, or a date alone",
                                LiteralRelations::withoutOffset)
                        .after("FILTER-26"),
                new Relation(
                                "FILTER-29",
                                ODATA,
                                "Numbers may be decimals, have exponents and be larger than any integer",
                                NUMBERS,
                                LiteralRelations::numbers)
                        .after("FILTER-2", "FILTER-4", "FILTER-5", "FILTER-9"),
                new Relation(
                                "FILTER-30",
                                ODATA,
                                "Operands stand on either side: constants, properties, calls, parentheses",
                                "OData 4.01 ABNF: commonExpr",
                                LiteralRelations::operands)
                        .after(FilterRelations.upTo(29)));
    }

    private static void dateTimes(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : Values.properties(Type.DATE_TIME)) {
            for (Object value : probe.some(1, List.copyOf(values.some(property)))) {
                for (Object near : Values.around(value)) {
                    for (ComparisonOperator operator : ComparisonOperator.values()) {
                        // Of nulls another relation says more.
                        if (operator == ComparisonOperator.EQ || !values.hasNulls(property)) {
                            selection.require(Terms.compare(property, operator, near));
                        }
                    }
                }
            }
        }
    }

    private static void offsetsAndFractions(Probe probe) {
        Selection selection = new Selection(probe);
        List<LocalDateTime> moments = probe.images().stream()
                .map(Image::modifiedOn)
                .filter(moment -> FilterText.canSay(moment.minusDays(1)) && FilterText.canSay(moment.plusDays(1)))
                .toList();
        if (moments.isEmpty()) {
            throw new NotCheckable("an image is needed whose modifiedOn is not at the end of all time");
        }
        for (LocalDateTime moment : probe.some(2, moments)) {
            selection.require("modifiedOn eq " + FilterText.dateTime(moment.plusHours(2)) + "+02:00");
            selection.require("modifiedOn eq " + FilterText.dateTime(moment.minusMinutes(330)) + "-05:30");
            selection.require("modifiedOn ge " + FilterText.dateTime(moment.plusHours(14)) + "+14:00");
            selection.require("modifiedOn gt " + FilterText.dateTime(moment) + ".5Z");
            selection.require("modifiedOn lt " + FilterText.dateTime(moment) + ".5Z");
            selection.require("modifiedOn eq " + FilterText.dateTime(moment) + ".5Z");
            selection.require("modifiedOn eq " + FilterText.dateTime(moment) + ".000Z");
            Filter half = Terms.compare(
                    new Property(ImageProperty.MODIFIED_ON),
                    ComparisonOperator.GE,
                    new Literal.DateTimeLiteral(moment, new BigDecimal("0.001")));
            selection.require(half);
        }
        selection.require("createdOn lt 2024-02-29T00:00:00Z");
        selection.require("createdOn ge 2000-02-29T12:00:00.5+01:00");
    }

    private static void withoutOffset(Probe probe) {
        Selection selection = new Selection(probe);
        for (Image image : probe.some(2, probe.images())) {
            String moment = FilterText.dateTime(image.modifiedOn());
            String day = moment.substring(0, 10);
            for (String text : List.of(moment, moment + "Z", moment + "+00:00", day)) {
                selection.require("modifiedOn eq " + text);
                selection.require("modifiedOn ge " + text);
                selection.require("modifiedOn lt " + text);
            }
        }
    }

    private static void numbers(Probe probe) {
        Image image = probe.some(1, probe.images()).get(0);
        long number = image.sizeInBytes();
        List.of(
                        "sizeInBytes eq " + number + ".0",
                        "sizeInBytes eq " + number + "e0",
                        "sizeInBytes eq " + number + "0e-1",
                        "sizeInBytes eq " + number + ".5",
                        "sizeInBytes gt " + number + ".5",
                        "sizeInBytes ge " + number + ".5",
                        "sizeInBytes lt " + number + ".5",
                        "id in (" + image.id() + ".0,1.5)",
                        "numLinks gt -1",
                        "numLinks lt -0.5",
                        "numLinks gt 2.5",
                        "numLinks ge 0.000",
                        "width lt 1e3",
                        "width ge 12E+2",
                        "id lt 99999999999999999999",
                        "id gt -99999999999999999999",
                        "id eq 99999999999999999999",
                        "id eq " + BigInteger.valueOf(image.id()).add(BigInteger.ONE.shiftLeft(32)),
                        "16777217 eq 16777216",
                        "9007199254740993 eq 9007199254740992",
                        "1.00000000000000000001 eq 1",
                        "width lt 2147483648",
                        "width gt 2147483648")
                .forEach(new Selection(probe)::require);
    }

    private static void operands(Probe probe) {
        List.of(
                        "'Ok' eq status",
                        "100 lt width",
                        "width gt height",
                        "width eq height",
                        "width le height",
                        "createdOn lt modifiedOn",
                        "createdOn ne modifiedOn",
                        "fileType ne originalUrl",
                        "true gt false",
                        "(status eq 'Ok') ge (width gt 800)",
                        "(width) eq (height)",
                        "contains(reference,fileType)",
                        "endswith(reference,fileType)",
                        "contains('a jpg, a png',fileType)",
                        "contains(reference,'a') eq true",
                        "contains(reference,'a') eq false",
                        "contains(fileType,'p') ne true",
                        "(status eq 'Ok') eq (width gt 800)",
                        "false ne (status eq 'Ok')",
                        "null eq fileType")
                .forEach(new Selection(probe)::require);
    }
}
