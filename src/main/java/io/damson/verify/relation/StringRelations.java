package io.damson.verify.relation;

import static io.damson.query.ComparisonOperator.EQ;
import static io.damson.query.ComparisonOperator.NE;
import static io.damson.query.StringFunction.CONTAINS;
import static io.damson.query.StringFunction.ENDS_WITH;
import static io.damson.query.StringFunction.STARTS_WITH;
import static io.damson.verify.relation.Level.DOCUMENTED;
import static io.damson.verify.relation.Level.ODATA;

import io.damson.query.ImageProperty;
import io.damson.query.StringFunction;
import io.damson.query.Type;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The functions of strings, and what characters mean in them. */
final class StringRelations {
    private static final String CONTAINS_EXAMPLE =
            "Documentation, Filter Images: \"GET /images?$filter=contains(reference, 'product')\"";
    private static final String FUNCTIONS = "Vendor's guide: filter operators contains startswith endswith";
    private static final List<ImageProperty> TEXTS =
            List.of(ImageProperty.REFERENCE, ImageProperty.FILE_TYPE, ImageProperty.ORIGINAL_URL);

    private StringRelations() {}

    static List<Relation> all() {
        return List.of(
                new Relation(
                                "FILTER-11",
                                DOCUMENTED,
                                "contains selects the texts that have the part anywhere",
                                CONTAINS_EXAMPLE,
                                probe -> parts(probe, CONTAINS))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-12",
                                DOCUMENTED,
                                "startswith selects the texts that begin with the part",
                                FUNCTIONS,
                                probe -> parts(probe, STARTS_WITH))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-13",
                                DOCUMENTED,
                                "endswith selects the texts that end with the part",
                                FUNCTIONS,
                                probe -> parts(probe, ENDS_WITH))
                        .after(OptionRelations.FILTER),
                new Relation(
                                "FILTER-14",
                                ODATA,
                                "Case counts in strings",
                                "OData 4.01 URL Conventions 5.1.1.5: string functions are case-sensitive; vendor's guide: image names"
                                        + " are case-sensitive",
                                StringRelations::caseCounts)
                        .after("FILTER-2", "FILTER-3", "FILTER-9", "FILTER-11", "FILTER-12", "FILTER-13"),
                new Relation(
                                "FILTER-15",
                                ODATA,
                                "% _ \\ * ? . and the like are ordinary characters",
                                "OData 4.01 URL Conventions 5.1.1.5: contains, startswith and endswith know no wildcards",
                                StringRelations::noWildcards)
                        .after("FILTER-2", "FILTER-11", "FILTER-12", "FILTER-13"),
                new Relation(
                                "FILTER-16",
                                ODATA,
                                "A doubled quote is a quote",
                                "OData 4.01 ABNF: string = SQUOTE *( SQUOTE-in-string / pchar-no-SQUOTE ) SQUOTE",
                                StringRelations::doubledQuotes)
                        .after("FILTER-2", "FILTER-11"),
                new Relation(
                                "FILTER-17",
                                ODATA,
                                "Every name in the list is found by its text, whatever its characters",
                                "OData 4.01 URL Conventions 2: strings are percent-encoded UTF-8",
                                StringRelations::oddNames)
                        .after("FILTER-2", "FILTER-11", "FILTER-16"),
                new Relation(
                                "FILTER-18",
                                ODATA,
                                "Every text has the empty part",
                                "OData 4.01 URL Conventions 5.1.1.5",
                                probe -> {
                                    probe.images();
                                    for (StringFunction function : StringFunction.values()) {
                                        new Selection(probe).require(Terms.call(function, ImageProperty.REFERENCE, ""));
                                    }
                                })
                        .after(OptionRelations.FILTER, "FILTER-11", "FILTER-12", "FILTER-13", "FILTER-16"));
    }

    private static void parts(Probe probe, StringFunction function) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : Values.properties(Type.STRING)) {
            for (String part : values.parts(property, property == ImageProperty.REFERENCE ? 4 : 1)) {
                selection.require(Terms.call(function, property, part));
            }
        }
        for (Object whole : values.plain(ImageProperty.REFERENCE, 3)) {
            selection.require(Terms.call(function, ImageProperty.REFERENCE, whole.toString()));
            selection.require(Terms.call(function, ImageProperty.REFERENCE, whole + "x"));
        }
    }

    private static void caseCounts(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (ImageProperty property : TEXTS) {
            for (String part : values.parts(property, 1)) {
                String upper = part.toUpperCase(Locale.ROOT);
                for (StringFunction function : StringFunction.values()) {
                    selection.require(Terms.call(function, property, upper));
                }
            }
            for (Object value : values.plain(property, 2)) {
                selection.require(Terms.compare(property, EQ, value.toString().toUpperCase(Locale.ROOT)));
                selection.require(Terms.in(property, List.of(value.toString().toUpperCase(Locale.ROOT))));
                if (!values.hasNulls(property)) {
                    selection.require(
                            Terms.compare(property, NE, value.toString().toUpperCase(Locale.ROOT)));
                }
            }
        }
        selection.require(Terms.compare(ImageProperty.STATUS, EQ, "ok"));
        selection.require(Terms.compare(ImageProperty.STATUS, NE, "OK"));
    }

    /** Parts that would be found if a character stood for others. */
    private static void noWildcards(Probe probe) {
        Values values = new Values(probe);
        Selection selection = new Selection(probe);
        for (String part : List.of("%", "_", "\\", "*", "?", "[a-z]", "^", "$", "|")) {
            selection.require(Terms.call(CONTAINS, ImageProperty.REFERENCE, part));
        }
        List<String> parts = new ArrayList<>(List.of("%"));
        for (Object value : values.plain(ImageProperty.REFERENCE, 1)) {
            String text = value.toString();
            if (text.length() > 2) {
                String begin = text.substring(0, 1);
                String end = text.substring(2);
                List.of("_", "%", ".", "?").forEach(character -> parts.add(begin + character + end));
                parts.add(begin + "%" + text.substring(text.length() - 1));
                parts.add(begin + "*" + text.substring(text.length() - 1));
                parts.add(text.replace("-", "\\-"));
            }
        }
        for (String part : parts) {
            for (StringFunction function : StringFunction.values()) {
                selection.require(Terms.call(function, ImageProperty.REFERENCE, part));
            }
            selection.require(Terms.compare(ImageProperty.REFERENCE, EQ, part));
        }
    }

    private static void doubledQuotes(Probe probe) {
        Selection selection = new Selection(probe);
        List<String> quoted = new Values(probe)
                .of(ImageProperty.REFERENCE).stream()
                        .map(Object::toString)
                        .filter(text -> text.contains("'"))
                        .toList();
        if (quoted.isEmpty()) {
            probe.gap("an image with a quote in its name is needed to see it found");
        }
        for (String text : probe.some(3, quoted)) {
            selection.require(Terms.compare(ImageProperty.REFERENCE, EQ, text));
            selection.require(Terms.call(CONTAINS, ImageProperty.REFERENCE, text));
        }
        for (String text : List.of("'", "''", "it's", "' or true or '")) {
            selection.require(Terms.compare(ImageProperty.REFERENCE, EQ, text));
            selection.require(Terms.in(ImageProperty.REFERENCE, List.of(text, "a")));
            selection.require(Terms.call(CONTAINS, ImageProperty.REFERENCE, text));
        }
    }

    private static void oddNames(Probe probe) {
        List<String> odd = new Values(probe)
                .of(ImageProperty.REFERENCE).stream()
                        .map(Object::toString)
                        .filter(text -> !text.matches("[A-Za-z0-9._'-]+"))
                        .toList();
        if (odd.isEmpty()) {
            probe.gap("an image with blanks or letters beyond ASCII in its name is needed");
        }
        Selection selection = new Selection(probe);
        for (String text : probe.some(10, odd)) {
            selection.require(Terms.compare(ImageProperty.REFERENCE, EQ, text));
            selection.require(Terms.call(CONTAINS, ImageProperty.REFERENCE, text));
            selection.require(Terms.call(CONTAINS, ImageProperty.REFERENCE, text + "~"));
            for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
                String other = Normalizer.normalize(text, form);
                if (!other.equals(text)) {
                    selection.require(Terms.compare(ImageProperty.REFERENCE, EQ, other));
                }
            }
        }
        for (String text : List.of("a b", "a+b", "a&b", "a#b", "a;b", "a%20b", "é", "e\u0301", "😀", "a/b", "a,b)")) {
            selection.require(Terms.call(CONTAINS, ImageProperty.REFERENCE, text));
        }
    }
}
