package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.query.Filter;
import io.damson.query.ImageQueryParser;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which relation a filter breaks whose images are wrong, and what of that only OData says. */
class FilterBlameTest {
    /** Its reference is product-main-front.jpg, its fileType png, its status Ok. */
    private static final Image IMAGE = image("product-main-front.jpg");

    private static Image image(String reference) {
        return MockData.load(Path.of("mock-data", "acme.json")).get(0).images().stream()
                .filter(image -> image.reference().value().equals(reference))
                .findFirst()
                .orElseThrow();
    }

    private static Filter filter(String text) {
        return ImageQueryParser.parse(text, null, 0, 0).filter().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    fileType eq 'gif'                     | FILTER-2
                    numLinks ne 3                         | FILTER-3
                    width gt 5                            | FILTER-4
                    width le 5                            | FILTER-5
                    status eq 'ok'                        | FILTER-6
                    fileType ne 'PNG'                     | FILTER-6
                    reference gt 'a'                      | FILTER-6
                    fileType eq null                      | FILTER-7
                    null ne fileType                      | FILTER-7
                    status in ('Er','Re')                 | FILTER-9
                    status in ()                          | FILTER-10
                    status in ('Er',null)                 | FILTER-10
                    contains(reference,'x')               | FILTER-11
                    startswith(reference,'x')             | FILTER-12
                    endswith(reference,'x')               | FILTER-13
                    contains(reference,'MAIN')            | FILTER-14
                    startswith(reference,'pr_duct')       | FILTER-15
                    contains(reference,'it''s')           | FILTER-16
                    contains(reference,'')                | FILTER-18
                    status eq 'Ok' and width gt 5         | FILTER-19
                    status eq 'Ok' or width gt 5          | FILTER-20
                    not (status eq 'Ok')                  | FILTER-21
                    true                                  | FILTER-25
                    modifiedOn gt 2024-01-01T00:00:00Z    | FILTER-26
                    modifiedOn gt 2024-01-01T00:00:00.5Z  | FILTER-27
                    numLinks gt 2.5                       | FILTER-29
                    id lt 99999999999999999999            | FILTER-29
                    'Ok' eq status                        | FILTER-30
                    width gt height                       | FILTER-30
                    """)
    void theOutermostOperatorIsNamed(String filter, String relation) {
        assertThat(FilterBlame.of(filter(filter), IMAGE)).isEqualTo(relation);
    }

    /** What the documentation does not say of an image: nulls, letters in another case, characters that are wildcards elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "status eq 'ok'",
                "fileType ne 'PNG' and width gt 5",
                "status in ('OK','Er')",
                "contains(reference,'MAIN')",
                "not (endswith(reference,'JPG'))",
                "contains(reference,'pr_duct')",
                "fileType eq null"
            })
    void nullsCaseAndWildcardsAreOdatas(String filter) {
        assertThat(FilterBlame.isOpenByDocumentation(filter(filter), IMAGE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status eq 'Ok'",
                "fileType ne 'gif' and width gt 5",
                "status in ('Re','Er')",
                "contains(reference,'main')",
                "contains(reference,'other')",
                "endswith(reference,'.jpg')"
            })
    void allElseIsDocumented(String filter) {
        assertThat(FilterBlame.isOpenByDocumentation(filter(filter), IMAGE)).isFalse();
    }
}
