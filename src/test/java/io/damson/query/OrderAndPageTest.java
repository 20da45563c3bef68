package io.damson.query;

import static io.damson.query.ImageProperty.CREATED_ON;
import static io.damson.query.ImageProperty.ID;
import static io.damson.query.ImageProperty.WIDTH;
import static io.damson.query.Sort.Direction.ASC;
import static io.damson.query.Sort.Direction.DESC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $orderby}, {@code $top} and {@code $skip}. */
class OrderAndPageTest {
    @Test
    void idIsAppendedInTheDirectionOfTheLastKey() {
        assertThat(OrderByParser.parse("createdOn desc, width"))
                .containsExactly(new Sort(CREATED_ON, DESC), new Sort(WIDTH, ASC), new Sort(ID, ASC));
        assertThat(OrderByParser.parse("width , createdOn DESC"))
                .containsExactly(new Sort(WIDTH, ASC), new Sort(CREATED_ON, DESC), new Sort(ID, DESC));
        assertThat(ImageQueryParser.parse(null, null, 1, 0).order()).containsExactly(new Sort(ID, ASC));
    }

    @Test
    void aPropertyThatComesAgainIsIgnored() {
        assertThat(OrderByParser.parse("id desc,width,id")).containsExactly(new Sort(ID, DESC), new Sort(WIDTH, ASC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tags",
                "originalUrl",
                "Id",
                "id,",
                ",id",
                "id asc desc",
                "id;width",
                "",
                "id down",
                "$it",
                "id,,width",
                "(id)"
            })
    void otherOrdersAreRefused(String text) {
        assertThatThrownBy(() -> OrderByParser.parse(text))
                .isInstanceOf(InvalidQueryOptionException.class)
                .hasMessageContaining("at position");
    }

    @Test
    void aRefusalSaysWhatCanBeOrderedBy() {
        assertThatThrownBy(() -> OrderByParser.parse("id,tags"))
                .hasMessage(
                        "images cannot be ordered by \"tags\" at position 3; supported: id reference numLinks status modifiedOn"
                                + " fileType createdOn width height sizeInBytes");
    }

    @Test
    void digitsAreTheOnlyNumbers() {
        assertThat(PagingOption.top("0100")).isEqualTo(100);
        assertThat(PagingOption.top("0")).isZero();
        assertThat(PagingOption.skip("9".repeat(500))).isEqualTo(Integer.MAX_VALUE);
        assertThat(PagingOption.skip("2147483647")).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "+1", "1.5", "abc", "", " 1", "1 ", "١", "0x1", "1e1", "99999999999999999999"})
    void otherNumbersAreRefused(String text) {
        assertThatThrownBy(() -> PagingOption.top(text)).isInstanceOf(InvalidQueryOptionException.class);
    }
}
