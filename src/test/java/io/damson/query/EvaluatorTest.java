package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of filters, above all with nulls, as the standard's sentences have it. */
class EvaluatorTest {
    private static final LocalDateTime MOMENT = LocalDateTime.of(2024, 4, 5, 8, 44, 33);

    /** Has no file type, no creation date and no URLs. */
    private static final Image IMAGE = new Image(
            7,
            new ImageReference("it's-100%.jpg"),
            3,
            ImageStatus.OK,
            MOMENT,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            800,
            600,
            1024);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fileType eq null|true",
                "fileType ne null|false",
                "fileType eq 'a'|false",
                "fileType ne 'a'|true",
                "createdOn gt 2024-01-01|false",
                "not (createdOn gt 2024-01-01)|true",
                "createdOn le 2024-01-01|false",
                "createdOn ge null|true",
                "createdOn gt null|false",
                "null le null|true",
                "null lt null|false",
                "contains(fileType,'x')|false",
                "not contains(fileType,'x')|false",
                "contains(fileType,'x') eq null|true",
                "contains(fileType,'x') or true|true",
                "contains(fileType,'x') and false eq false|false",
                "not (contains(fileType,'x') and false)|true",
                "not (contains(fileType,'x') or false)|false",
                "fileType in ('a',null)|true",
                "fileType in ('a')|false",
                "not fileType in ('a')|true",
                "status in ()|false",
                "numLinks gt 2.5|true",
                "id lt 99999999999999999999|true",
                "id eq 7.0|true",
                "id eq 7.5|false",
                "id eq 0.7e1|true",
                "modifiedOn eq 2024-04-05T10:44:33+02:00|true",
                "modifiedOn lt 2024-04-05T08:44:33.1|true",
                "modifiedOn ge 2024-04-05|true",
                "contains(reference,'''s')|true",
                "contains(reference,'%')|true",
                "contains(reference,'IT')|false",
                "startswith(reference,'')|true",
                "endswith(reference,'.jpg')|true",
                "endswith('a.jpg','.jpg')|true",
                "width gt height|true",
                "width gt 5 eq true|true",
                "true gt false|true",
                "false ge null|false",
                "status eq 'ok'|false",
                "true in (null)|false",
                "contains(fileType,'a') in (null)|true"
            })
    void filterIsTrueForTheImage(String filter, boolean matches) {
        assertThat(Evaluator.matches(FilterParser.parse(filter), IMAGE)).isEqualTo(matches);
    }

    @Test
    void stringsAreOrderedByCodePoint() {
        List<String> ordered = List.of("", "A", "a", "a\uFF5E", "a\uFFFD", "a\uD835\uDCB3", "a😀", "b");
        for (int i = 1; i < ordered.size(); i++) {
            assertThat(CodePoints.compare(ordered.get(i - 1), ordered.get(i))).isNegative();
            assertThat(CodePoints.compare(ordered.get(i), ordered.get(i - 1))).isPositive();
        }
    }

    @Test
    void nullsComeFirstAscendingAndLastDescending() {
        Image other = new Image(
                8,
                new ImageReference("b"),
                3,
                ImageStatus.OK,
                MOMENT,
                "jpg",
                MOMENT,
                null,
                null,
                null,
                null,
                null,
                1,
                1,
                1);
        ImageQuery ascending = ImageQueryParser.parse(null, "createdOn", 100, 0);
        ImageQuery descending = ImageQueryParser.parse(null, "createdOn desc", 100, 0);
        assertThat(Evaluator.select(ascending, List.of(other, IMAGE))).containsExactly(IMAGE, other);
        assertThat(Evaluator.select(descending, List.of(IMAGE, other))).containsExactly(other, IMAGE);
    }
}
