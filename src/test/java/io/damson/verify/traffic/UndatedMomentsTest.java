package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Date-times without an offset: where they are, and which images a server of any zone may select by them. */
class UndatedMomentsTest {
    /** Its modifiedOn is 2024-04-05T08:44:33. */
    private static final Image IMAGE = MockData.load(Path.of("mock-data", "acme.json")).get(0).images().stream()
            .filter(image -> image.reference().value().equals("product-main-front.jpg"))
            .findFirst()
            .orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modifiedOn gt 2024-04-05",
                "modifiedOn gt 2024-04-05T08:44",
                "modifiedOn gt 2024-04-05t08:44:33",
                "modifiedOn gt 2024-04-05T08:44:33.25",
                "modifiedOn in (2024-04-05T08:44:33Z,2024-04-05)",
                "(2024-04-05T08:44:33)lt modifiedOn"
            })
    void areFound(String filter) {
        assertThat(UndatedMoments.areIn(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modifiedOn gt 2024-04-05T08:44:33Z",
                "modifiedOn gt 2024-04-05T08:44:33z",
                "modifiedOn gt 2024-04-05T08:44Z",
                "modifiedOn gt 2024-04-05T08:44:33.5+02:00",
                "modifiedOn gt 2024-04-05T08:44:33-11:30",
                "reference eq '2024-04-05'",
                "reference eq 'it''s 2024-04-05T08:44:33' and id eq 2024"
            })
    void areNotSeenWhereThereAreNone(String filter) {
        assertThat(UndatedMoments.areIn(filter)).isFalse();
    }

    /** Clocks are 12 hours behind UTC to 14 before it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    modifiedOn eq 2024-04-05T08:44:33                              | true
                    modifiedOn eq 2024-04-05T22:44:33                              | true
                    modifiedOn eq 2024-04-05T22:59:33                              | false
                    modifiedOn eq 2024-04-04T20:44:33                              | true
                    modifiedOn eq 2024-04-04T20:29:33                              | false
                    modifiedOn eq 2024-04-05T14:29:33                              | true
                    modifiedOn eq 2024-04-05T08:44:34                              | false
                    modifiedOn eq 2024-04-05T08:44                                 | false
                    modifiedOn lt 2024-04-04                                       | false
                    modifiedOn lt 2024-04-05                                       | true
                    modifiedOn gt 2024-04-06                                       | false
                    modifiedOn eq 2024-04-05T08:44:33Z and modifiedOn lt 2024-05-01| true
                    modifiedOn eq 2024-04-05T09:44:33Z and modifiedOn lt 2024-05-01| false
                    modifiedOn lt 2024-05-01 and reference eq '2024-04-05''s'      | false
                    modifiedOn in (2024-04-05T10:44:33)                            | true
                    """)
    void selectInSomeZoneOrInNone(String filter, boolean may) {
        assertThat(UndatedMoments.maySelect(filter, IMAGE)).isEqualTo(may);
    }

    /** The first and the last moment that there is have no later and no earlier zone. */
    @ParameterizedTest
    @ValueSource(strings = {"modifiedOn gt 0001-01-01", "modifiedOn lt 9999-12-31T23:59:59"})
    void theEndsOfTimeAreNoMistake(String filter) {
        assertThat(UndatedMoments.maySelect(filter, IMAGE)).isTrue();
    }

    @Test
    void aFilterThatOffsetsMakeTooLongMaySelectAll() {
        String filter = "modifiedOn gt 2030-01-01 and reference ne '" + "a".repeat(16_340) + "'";
        assertThat(UndatedMoments.maySelect(filter, IMAGE)).isTrue();
    }

    @Test
    void stringsAreLeftOut() {
        assertThat(UndatedMoments.outsideStrings("a eq 'b''c' or d eq ''")).isEqualTo("a eq '''' or d eq ''");
        assertThat(UndatedMoments.outsideStrings("a eq 'b")).isEqualTo("a eq '");
    }
}
