package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.relation.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the options of a request are read: what every right server takes, and where servers may differ. */
class OptionsTest {
    private static String filter(String text) {
        return "$filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Stream<Arguments> documented() {
        return Stream.of(
                        "$filter=fileType%20eq%20'jpg'",
                        "$filter=status%20eq%20'Ok'",
                        "$filter=fileType+eq+'png'+and+status+eq+'Ok'",
                        "$filter=status%20in%20('Ok',%20'Re')",
                        "$filter=contains(reference,%20'product')",
                        "$orderby=createdOn%20desc",
                        "$filter=fileType%20ne%20'gif'&$orderby=numLinks%20desc&$skip=0&$top=50",
                        filter("numLinks gt 3"),
                        filter("width ge 800 and height lt 600"),
                        filter("createdOn gt 2024-04-05T08:44:33"),
                        filter("not (status eq 'Er') or numLinks le 0"),
                        filter("startswith(reference,'a') and endswith(reference,'.jpg')"),
                        "$top=100",
                        "$orderby=numLinks%20asc")
                .flatMap(query -> Arrays.stream(Level.values()).map(level -> Arguments.of(query, level)));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource
    void documented(String query, Level level) {
        Options options = Options.of(query, level);
        assertThat(options.refusal()).isEmpty();
        assertThat(options.isOpen()).isFalse();
        assertThat(options.filter().isPresent()).isEqualTo(query.contains("filter"));
        assertThat(options.order().isEmpty()).isEqualTo(!query.contains("orderby"));
    }

    /** Of OData, of which the documentation has nothing: a server may refuse it at the level of the documentation. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fileType eq null",
                "fileType EQ 'jpg'",
                "NOT (status eq 'Ok')",
                "Contains(reference,'a')",
                "'jpg' eq fileType",
                "width gt height",
                "width gt 5 eq true",
                "status in ()",
                "fileType in ('jpg',null)",
                "true",
                "status eq 'Ok' and 1 eq 1",
                "reference eq 'it''s'",
                "contains(reference,'it''s')",
                "contains(reference,'')",
                "contains('abc',fileType)",
                "numLinks gt 2.5",
                "id lt 99999999999999999999",
                "reference gt 'a'",
                "createdOn gt 2024-04-05T08:44:33.5Z"
            })
    void otherFiltersAreNotJudgedByTheDocumentationAlone(String filter) {
        assertThat(Options.of(filter(filter), Level.DOCUMENTED).isOpen()).isTrue();
        assertThat(Options.of(filter(filter), Level.DOCUMENTED).filter()).isEmpty();
        assertThat(Options.of(filter(filter), Level.ODATA).isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"numLinks", "numLinks%20DESC", "numLinks%20desc,createdOn%20asc"})
    void otherOrdersAreNotJudgedByTheDocumentationAlone(String order) {
        assertThat(Options.of("$orderby=" + order, Level.DOCUMENTED).isOpen()).isTrue();
        assertThat(Options.of("$orderby=" + order, Level.DOCUMENTED).order()).isEmpty();
        assertThat(Options.of("$orderby=" + order, Level.ODATA).isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$top=0", "$top=00&$skip=1", "$skip=99999999999"})
    void otherValuesAreNotJudgedByTheDocumentationAlone(String query) {
        assertThat(Options.of(query, Level.DOCUMENTED).isOpen()).isTrue();
        assertThat(Options.of(query, Level.ODATA).isOpen()).isFalse();
    }

    /** We pass over one that comes again. */
    @ParameterizedTest
    @ValueSource(strings = {"numLinks%20desc,numLinks", "id,width,id%20desc"})
    void aPropertyThatComesAgainInAnOrderIsDamsonsReading(String order) {
        assertThat(Options.of("$orderby=" + order, Level.ODATA).isOpen()).isTrue();
        assertThat(Options.of("$orderby=" + order, Level.DAMSON).isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$FILTER", "filter", "Filter", "%24filter", "$Filter"})
    void namesAreReadInAnyCaseAndWithoutTheDollar(String name) {
        Options options = Options.of(name + "=status%20eq%20'Ok'", Level.ODATA);
        assertThat(options.filterText()).isEqualTo("status eq 'Ok'");
        assertThat(options.isOpen()).isFalse();
        assertThat(Options.of(name + "=status%20eq%20'Ok'", Level.DOCUMENTED).isOpen())
                .isEqualTo(!name.equals("%24filter"));
    }

    /** A request that is not well-formed, or that many servers take for such: what a server finds wrong first is its own affair. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$filter=reference%20eq%20'a%0Ab'",
                "$filter=reference%20eq%20'a%00'",
                "x=a%00b",
                "x%07=1",
                "$filter=reference%20eq%20'%C2%85'",
                "$filter=reference%20eq%20'a<b'",
                "x=\"",
                "x=a b",
                "$filter=reference%20eq%20'%zz'",
                "$filter=reference%20eq%20'%FF'",
                "$top=5&&$skip=1",
                "%2524filter=a"
            })
    void malformedRequestsAreOpenAtEachLevel(String query) {
        for (Level level : Level.values()) {
            assertThat(Options.of(query, level).isOpen()).as("%s", level).isTrue();
        }
    }

    /** Not of RFC 3986, but browsers send them: Damson takes them. */
    @ParameterizedTest
    @ValueSource(strings = {"[", "]", "|", "^", "{", "}", "`", "\\", "\u00c3\u00a9"})
    void rawCharactersAreOpenButForDamson(String character) {
        String query = "$filter=reference%20eq%20'" + character + "'";
        assertThat(Options.of(query, Level.ODATA).isOpen()).isTrue();
        assertThat(Options.of(query, Level.DAMSON).isOpen()).isFalse();
    }

    @Test
    void rawUtf8IsReadAsWhatItIs() {
        assertThat(Options.of("$filter=reference%20eq%20'\u00c3\u00a9'", Level.DAMSON)
                        .filterText())
                .isEqualTo("reference eq '\u00e9'");
    }

    @Test
    void requestsForOneListAreToldFromOthers() {
        Options first = Options.of("$filter=status%20eq%20'Ok'&$top=5", Level.ODATA);
        assertThat(first.isOfSameList(Options.of("$skip=5&filter=status+eq+%27Ok%27", Level.ODATA)))
                .isTrue();
        for (String other : List.of("$top=5", "$filter=status%20eq%20'Er'", "$filter=status%20eq%20'Ok'&$orderby=id")) {
            assertThat(first.isOfSameList(Options.of(other, Level.ODATA)))
                    .as(other)
                    .isFalse();
        }
    }
}
