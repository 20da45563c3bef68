package io.damson.verify.relation;

import static io.damson.verify.relation.Level.DAMSON;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is refused, with a 400 that says so. */
final class RefusalRelations {
    private static final String PAGING =
            "Documentation, Filter Images: \"400 Bad Request: … invalid pagination parameters\"";
    private static final String SYNTAX = "Documentation, Filter Images: \"400 Bad Request: Invalid filter syntax\"";
    private static final String ORDER =
            "Documentation, Filter Images: \"400 Bad Request: … unsupported orderby field\"";
    private static final String OPTIONS =
            "OData 4.01 URL Conventions 5.1, Protocol 11.2.1: options that are not supported are refused, none is given twice";

    private RefusalRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                                "REFUSE-1",
                                DOCUMENTED,
                                "$top is at most 100",
                                "Vendor's guide: $top maximum 100",
                                probe -> {
                                    Listing before = probe.list("");
                                    options(probe, "$top", List.of("101", "1000", "2147483648"));
                                    Listing after = probe.list("");
                                    probe.requireSame(
                                            Difference.between(before, after),
                                            "the list as before",
                                            before.exchange(),
                                            after.exchange());
                                })
                        .after(OptionRelations.TOP),
                new Relation("REFUSE-2", ODATA, "$top and $skip are digits only", PAGING, probe -> {
                            List<String> wrong = List.of(
                                    "-1", "%2B1", "1.5", "5.0", "abc", "1e1", "0x10", "1,5", "null", "%205", "5%20",
                                    "%D9%A5");
                            options(probe, "$top", wrong);
                            options(probe, "$skip", wrong);
                        })
                        .after(OptionRelations.TOP, OptionRelations.SKIP),
                new Relation(
                                "REFUSE-3",
                                ODATA,
                                "An option is not empty",
                                SYNTAX,
                                probe -> List.of("$filter", "$orderby", "$top", "$skip")
                                        .forEach(option -> options(probe, option, List.of(""))))
                        .after(
                                OptionRelations.FILTER,
                                OptionRelations.ORDER,
                                OptionRelations.TOP,
                                OptionRelations.SKIP),
                new Relation(
                                "REFUSE-4",
                                ODATA,
                                "An option is not given twice, in whatever spelling",
                                OPTIONS,
                                probe -> raw(
                                        probe,
                                        "?$top=1&$top=1",
                                        "?$top=1&$top=2",
                                        "?$skip=0&skip=1",
                                        "?$filter=true&$FILTER=true",
                                        "?$orderby=numLinks&%24orderby=numLinks"))
                        .after("QUERY-2"),
                new Relation(
                                "REFUSE-5",
                                ODATA,
                                "Other options of OData, unknown ones that begin with $ and aliases are not passed over",
                                OPTIONS,
                                probe -> raw(
                                        probe,
                                        "?$select=id",
                                        "?$count=true",
                                        "?$expand=tags",
                                        "?$search=a",
                                        "?$format=json",
                                        "?$apply=aggregate(id%20with%20sum%20as%20s)",
                                        "?$compute=id%20as%20i",
                                        "?$skiptoken=1",
                                        "?count=true",
                                        "?$unknown=1",
                                        "?@p=1"))
                        .after("QUERY-2"),
                new Relation(
                                "REFUSE-6",
                                DOCUMENTED,
                                "A filter names properties that there are, in their own case",
                                SYNTAX,
                                probe -> filters(
                                        probe,
                                        List.of(
                                                "nosuch eq 1",
                                                "Status eq 'Ok'",
                                                "statu eq 'Ok'",
                                                "status eq nosuch",
                                                "status eq Ok",
                                                "contains(nosuch,'a')",
                                                "status eq 'Ok' or nosuch eq 1",
                                                "tags eq 'a'")))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "REFUSE-7",
                                DOCUMENTED,
                                "$orderby names properties that can be ordered by",
                                ORDER,
                                probe -> options(
                                        probe,
                                        "$orderby",
                                        List.of("nosuch", "NumLinks", "tags", "numLinks,nosuch", "nosuch%20desc")))
                        .after(OptionRelations.ORDER),
                new Relation(
                                "REFUSE-8",
                                ODATA,
                                "$orderby is properties with asc or desc, and commas between them",
                                ORDER,
                                probe -> options(
                                        probe,
                                        "$orderby",
                                        List.of(
                                                "numLinks%20sideways",
                                                "numLinks%20asc%20desc",
                                                "numLinks,,createdOn",
                                                "numLinks,",
                                                ",numLinks",
                                                "desc",
                                                "numLinks;createdOn")))
                        .after("REFUSE-7"),
                new Relation(
                                "REFUSE-9",
                                ODATA,
                                "Operands are of one type, and a filter is boolean",
                                "OData 4.01 URL Conventions 5.1.1.1: operands of comparable types",
                                probe -> filters(
                                        probe,
                                        List.of(
                                                "numLinks eq 'three'",
                                                "width eq '800'",
                                                "status eq 5",
                                                "createdOn gt 'yesterday'",
                                                "createdOn gt 5",
                                                "createdOn gt '2024-01-01T00:00:00Z'",
                                                "modifiedOn in ('2024-01-01T00:00:00Z')",
                                                "width in ('a')",
                                                "contains(width,'1')",
                                                "contains(reference,1)",
                                                "status",
                                                "'a'",
                                                "5",
                                                "width and height",
                                                "not width",
                                                "null",
                                                "not null",
                                                "null or status eq 'Ok'",
                                                "status eq 'Ok' and null",
                                                "not status eq 'Ok'",
                                                "status eq true")))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "REFUSE-10",
                                DOCUMENTED,
                                "Broken syntax is refused",
                                SYNTAX,
                                RefusalRelations::brokenSyntax)
                        .after(OptionRelations.FILTER),
                new Relation(
                                "REFUSE-11",
                                ODATA,
                                "A date-time is a moment that there is",
                                "OData 4.01 ABNF: dateTimeOffsetValue",
                                probe -> filters(
                                        probe,
                                        List.of(
                                                "createdOn gt 2024-02-31T00:00:00Z",
                                                "createdOn gt 2023-02-29T00:00:00Z",
                                                "createdOn gt 2100-02-29T00:00:00Z",
                                                "createdOn gt 2024-04-31T00:00:00Z",
                                                "createdOn gt 2024-13-01T00:00:00Z",
                                                "createdOn gt 2024-01-01T24:00:00Z",
                                                "createdOn gt 2024-01-01T23:60:00Z",
                                                "createdOn gt 2024-01-01T23:59:60Z")))
                        .after(OptionRelations.FILTER),
                new Relation(
                        "REFUSE-12",
                        DOCUMENTED,
                        "A refusal says which option is wrong",
                        "Vendor's guide: validation errors carry validationFailures, from a field's name to messages",
                        RefusalRelations::namesTheOption),
                new Relation(
                                "REFUSE-17",
                                DAMSON,
                                "A refusal of a filter or an order says where it is wrong",
                                "Damson's reading: detail says the position for $filter and $orderby",
                                probe -> List.of(
                                                "?$filter=status%20eq%20'Ok'%20und%20id%20gt%20numLinks",
                                                "?$orderby=status%20up")
                                        .forEach(query -> {
                                            Exchange exchange = probe.get("/images" + query);
                                            probe.require(
                                                    exchange.json()
                                                            .path("detail")
                                                            .asText()
                                                            .matches("(?s).*[0-9].*"),
                                                    "a detail with the position",
                                                    Probe.shown(exchange),
                                                    exchange);
                                        }))
                        .after("REFUSE-8", "REFUSE-10"),
                new Relation(
                                "REFUSE-16",
                                ODATA,
                                "Operators stand between blanks",
                                "OData 4.01 ABNF: RWS around operators",
                                probe -> filters(probe, List.of("status eq'Ok'", "status eq 'Ok'and id gt 0")))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "REFUSE-13",
                                DAMSON,
                                "What OData has and the API does not document is refused",
                                "Damson's reading: the documented operators and functions, nothing else",
                                probe -> filters(
                                        probe,
                                        List.of(
                                                "tolower(status) eq 'ok'",
                                                "length(reference) gt 5",
                                                "width add 1 gt 5",
                                                "- width lt 0",
                                                "-width lt 0",
                                                "tags/any(t:t eq 'a')",
                                                "status/length eq 2",
                                                "year(createdOn) eq 2024",
                                                "status has 'Ok'",
                                                "$it eq 1",
                                                "createdOn gt datetime'2024-01-01T00:00:00'",
                                                "createdOn gt 0000-01-01T00:00:00Z",
                                                "status eq @p")))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "REFUSE-14",
                                DAMSON,
                                "Only the ten documented properties can be ordered by",
                                "Damson's reading: URLs cannot be ordered by",
                                probe -> options(
                                        probe,
                                        "$orderby",
                                        List.of(
                                                "originalUrl",
                                                "thumbnailUrl",
                                                "thumbnailMediumUrl",
                                                "thumbnailPreviewUrl")))
                        .after("REFUSE-7"),
                new Relation(
                                "REFUSE-15",
                                DAMSON,
                                "A filter has bounds, beyond which it is refused and does no harm",
                                "Damson's reading: 16,384 characters, nesting 100, 1,000 items in a list",
                                probe -> {
                                    for (String within : List.of(
                                            "(".repeat(100) + "true" + ")".repeat(100),
                                            "id in (" + "1,".repeat(999) + "1)")) {
                                        probe.requireStatus(
                                                200, probe.get("/images?$top=1&$filter=" + Percent.encode(within)));
                                    }
                                    filters(
                                            probe,
                                            List.of(
                                                    "(".repeat(101) + "true" + ")".repeat(101),
                                                    "not ".repeat(101) + "(true)",
                                                    "id in (" + "1,".repeat(1000) + "1)",
                                                    "reference eq '" + "a".repeat(16_384) + "'",
                                                    "true" + " or true".repeat(2_000)));
                                })
                        .after(OptionRelations.FILTER));
    }

    private static void options(Probe probe, String option, List<String> values) {
        for (String value : values) {
            raw(probe, "?" + option + "=" + value);
        }
    }

    private static void filters(Probe probe, List<String> filters) {
        for (String filter : filters) {
            raw(probe, "?$filter=" + Percent.encode(filter));
        }
    }

    private static void raw(Probe probe, String... queries) {
        for (String query : queries) {
            Exchange exchange = probe.get("/images" + query);
            if (exchange.isRefusedOnTheWay()) {
                probe.gap("something on the way, such as a proxy, refused a URL of " + query.length()
                        + " characters with " + exchange.status()
                        + ", so that the server did not see it; give the URL of the server itself");
            } else {
                probe.requireStatus(400, exchange);
            }
        }
    }

    private static void brokenSyntax(Probe probe) {
        filters(
                probe,
                List.of(
                        "status eq 'Ok",
                        "status eq Ok'",
                        "status eq",
                        "eq 'Ok'",
                        "status 'Ok'",
                        "status eq 'Ok' and",
                        "and status eq 'Ok'",
                        "status eq 'Ok' 'Er'",
                        "status eq 'Ok' status eq 'Er'",
                        "(status eq 'Ok'",
                        "status eq 'Ok')",
                        "()",
                        "status = 'Ok'",
                        "status == 'Ok'",
                        "status eq \"Ok\"",
                        "status in 'Ok'",
                        "status in ('Ok',)",
                        "status in (,'Ok')",
                        "status in ('Ok' 'Er')",
                        "contains(reference)",
                        "contains(reference,'a','b')",
                        "contains(reference,'a'",
                        "contains reference,'a'",
                        "status eq 'Ok' && numLinks gt 1",
                        "status xx 'Ok'",
                        "numLinks gt 1 gt 0 gt",
                        "numLinks gt 1..2",
                        "not",
                        "status eq 'Ok'; drop table image"));
    }

    /** In its name for the field or in its words: how a field is called is not documented. */
    private static void namesTheOption(Probe probe) {
        Map<String, String> wrong = new TreeMap<>(Map.of(
                "?$filter=nosuch%20eq%201", "filter",
                "?$filter=status%20eq", "filter",
                "?$orderby=nosuch", "orderby",
                "?$top=101", "top",
                "?$skip=abc", "skip"));
        wrong.forEach((query, option) -> {
            Exchange exchange = probe.get("/images" + query);
            if (exchange.status() != 400) {
                // That it should be, another relation says.
                probe.gap(query + " is not refused");
                return;
            }
            String failures = exchange.json().path("validationFailures").toString();
            probe.require(
                    exchange.json().path("validationFailures").size() > 0,
                    "validationFailures with the wrong option",
                    failures.isEmpty() ? "none" : failures,
                    exchange);
            String said = failures + exchange.json().path("detail").asText();
            probe.require(
                    said.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").contains(option),
                    "a problem that names $" + option,
                    Probe.shown(exchange),
                    exchange);
            if (probe.session().level() == DAMSON) {
                probe.require(
                        exchange.json().path("validationFailures").has("$" + option),
                        "validationFailures of $" + option,
                        failures,
                        exchange);
            }
        });
    }
}
