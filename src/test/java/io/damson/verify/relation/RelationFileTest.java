package io.damson.verify.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Relations as data: what is read, in which order, and which mistakes are told with their place. */
class RelationFileTest {
    private static final String FILE = """
            group: SHOP
            sources:
              ours: "Our shop: fronts are found"
            relations:
            - id: SHOP-2
              title: Fronts are found
              level: documented
              because: ours
              after: SHOP-1
              selects: |
                contains(reference,'front')
                {width:+1} gt width
            - id: SHOP-1
              title: Thirds part the list
              level: odata
              because: Another sentence
              selects: {property: width, value: near, filters: "{property} ge {value}"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Relations read(String text) throws IOException {
        return Relations.with(List.of(Files.writeString(folder.resolve("shop.yaml"), text)));
    }

    @Test
    void relationsOfAFileStandBeforeDeletesAndAfterWhatTheyBuildOn() throws IOException {
        List<Relation> all = read(FILE).all();
        List<String> ids = all.stream().map(Relation::id).toList();
        assertThat(ids).hasSize(Relations.standard().all().size() + 2);
        assertThat(ids.subList(ids.indexOf("SHOP-1"), ids.indexOf("DELETE-1"))).containsExactly("SHOP-1", "SHOP-2");
        Relation fronts = all.get(ids.indexOf("SHOP-2"));
        assertThat(fronts.because()).isEqualTo("Our shop: fronts are found");
        assertThat(fronts.cases()).contains("contains(reference,'front')");
        assertThat(fronts.deletes()).isFalse();
        assertThat(read(FILE).ids("--only", List.of("shop"))).containsExactlyInAnyOrder("SHOP-1", "SHOP-2");
    }

    /** The text is made wrong at one place. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    selects: {     | slects: {           | line 18 | there is no 'slects' here
                    SHOP-2         | FILTER-2            |         | 'FILTER-2' is no id
                    SHOP-2         | SHOP-1              |         | there are two relations SHOP-1
                    after: SHOP-1  | after: SHOP-9       |         | SHOP-2 stands after SHOP-9, which there is not
                    after: SHOP-1  | after: SHOP-2       |         | stand after one another
                    level: odata   | level: odate        | line 15 | none of documented, odata, damson
                    level: odata   | warning: false      |         | SHOP-1 needs a title, a level
                    value: near    | value: nearly       | line 17 | not by 'nearly'
                    property: width| property: widht     | line 17 | there is no property widht
                    (reference,'f  | (referenz,'f        | line 10 | is no filter
                    - id: SHOP-1   | - id: [             | line 15 | while parsing a flow sequence, expected
                    """)
    void aMistakeIsToldWithItsPlace(String right, String wrong, String place, String said) {
        String text = FILE.replaceFirst(Pattern.quote(right), wrong);
        assertThat(text).isNotEqualTo(FILE);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place == null ? "" : place)
                .hasMessageContaining(said);
    }

    /** What a relation asks, which asks nothing or what nobody meant. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    selects: width ge {nosuch}                                        | nothing fills {nosuch} here
                    selects: reference eq {unknown}                                   | nothing fills {unknown} here
                    selects: width ge {value}                                         | nothing fills {value} here
                    selects: width ge {width:upper}                                   | a number is changed by
                    selects: width ge {width:/0}                                      | a number is changed by
                    selects: modifiedOn ge {modifiedOn:+P1M}                          | a date-time is changed by
                    selects: "reference eq {reference:s/(/x/}"                        | a text is changed by
                    selects: "reference eq {reference:s/a/$9/}"                       | a text is changed by
                    selects: {property: width, value: any, change: upper, filters: "{property} eq {value}"} | a number is
                    selects: width ge {width                                          | is no filter
                    selects: width ge {reference}                                     | is no filter
                    selects: "{1000000000:(}"                                         | repeats its text
                    selects: "{p} and {q}"                                            | three of the file's predicates
                    selects: []                                                       | selects is empty
                    selects: ""                                                       | filters are missing
                    refuses: {filter: }                                               | refuses is empty
                    selects:                                                          | selects is empty
                    selects: {property: width, filters: []}                           | filters are missing
                    selects: {property: width, times: 9999, filters: "{property} eq 1"}     | times is a number
                    selects: {property: strings, like: "(", value: any, filters: "{property} eq {value}"} | '(' is no regular
                    refuses: {filter: []}                                             | refuses is empty
                    refuses: {filter: "width eq {reference}"}                         | nothing fills {reference} here
                    means: {"width gte 1": "?$filter=width%20ge%201"}                 | 'width gte 1' is no filter
                    same: {"?$top={count}": "?$top=100"}                              | nothing fills {count} here
                    applies: $top={count}                                             | nothing fills {count} here
                    pages: ?$top={width}                                              | nothing fills {width} here
                    parts: {"?$top=9": "?$top={counts}"}                              | nothing fills {counts} here
                    reads: {names: "{name}"}                                          | nothing fills {name} here
                    reads: {images: 3}                                                | names are missing
                    unknown: {like: "[", names: "{reference}x"}                       | '[' is no regular expression
                    answers: {status: 404, requests: "GET /images({nosuch})"}         | nothing fills {nosuch} here
                    answers: {status: 404, requests: /images}                         | is no request
                    answers: {requests: GET /images}                                  | status is a number
                    answers: {status: 404}                                            | requests are missing
                    orders: {pairs: all, property: originalUrl, orders: "{property}"} | not ordered by originalUrl
                    orders: {orders: id}                                              | pairs are missing
                    orders: {pairs: all, orders: tags}                                | 'tags' is no order
                    orders: {pairs: all, orders: "{property}"}                        | nothing fills {property} here
                    faults: {expected: none}                                          | a kind of faults is missing
                    needs: numLinks                                                   | and a check
                    strings: code point                                               | and a check
                    """)
    void aRelationThatWouldAskNothingIsRefused(String asks, String said) {
        String text = FILE.substring(0, FILE.indexOf("  selects: {")) + "  " + asks + "\n";
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(folder.resolve("shop.yaml").toString())
                .hasMessageContaining(said);
    }

    /** What stands in a file besides its relations, or in place of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    (?s)relations:.*              | relations: []      | a list of relations
                    (?s)relations:.*              | relations: SHOP-1  | a list of relations
                    (?s)relations:.*              | relations: {id: 1} | a list of relations
                    (?s)relations:.*              | relations: [SHOP]  | a list of relations
                    (?s)relations:.*              | relations: [null]  | a list of relations
                    (?s).*                        | ''                 | a list of relations
                    \\z                           | --- {group: TOOL}  | a file is one group
                    after: SHOP-1                 | after: SHOP-9..1   | the lesser number stands first
                    level: odata                  | title: Again       | line 15: Duplicate field 'title'
                    group: SHOP                   | predicates: width  | no filter
                    """)
    void aFileIsOneGroupOfRelations(String right, String wrong, String said) {
        String text = FILE.replaceFirst(right, wrong + "\n");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void aFileThatCannotBeReadIsToldInPlainWords() throws IOException {
        assertThatThrownBy(() -> Relations.with(List.of(folder.resolve("none.yaml"))))
                .hasMessage("cannot read " + folder.resolve("none.yaml") + ": there is no such file");
        assertThatThrownBy(() -> Relations.with(List.of(folder)))
                .hasMessage("cannot read " + folder + ": it is a folder");
        Path latin = Files.writeString(folder.resolve("latin.yaml"), "group: GRÖSSE", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Relations.with(List.of(latin))).hasMessage(latin + " is no text in UTF-8");
    }

    @Test
    void eachRelationComesAfterThoseItBuildsOn() {
        List<Relation> all = Relations.standard().all();
        for (int i = 0; i < all.size(); i++) {
            List<String> before = all.subList(0, i).stream().map(Relation::id).toList();
            assertThat(before).containsAll(all.get(i).after());
        }
    }

    /** None is lost, and none comes without being counted here. */
    @Test
    void noRelationIsLost() {
        assertThat(Relations.standard().all()).hasSize(123);
        assertThat(Relations.standard().all().stream().filter(Relation::deletes))
                .hasSize(12);
        assertThat(Relations.standard().all().stream().filter(Relation::isWarning))
                .extracting(Relation::id)
                .containsExactly("SHAPE-7");
    }
}
