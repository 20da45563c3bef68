package io.damson.verify.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
                    level: odata   | because: x          |         | SHOP-1 needs a title, a level
                    value: near    | value: nearly       | line 17 | not by 'nearly'
                    property: width| property: widht     | line 17 | there is no property widht
                    (reference,'f  | (referenz,'f        | line 10 | is no filter
                    - id: SHOP-1   | - id: [             | line    | not of the form
                    """)
    void aMistakeIsToldWithItsPlace(String right, String wrong, String place, String said) {
        String text = FILE.replaceFirst(Pattern.quote(right), wrong);
        assertThat(text).isNotEqualTo(FILE);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place == null ? "" : place)
                .hasMessageContaining(said);
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
