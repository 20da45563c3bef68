package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.query.Filter.And;
import io.damson.query.Filter.Call;
import io.damson.query.Filter.Comparison;
import io.damson.query.Filter.In;
import io.damson.query.Filter.Not;
import io.damson.query.Filter.Or;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of {@code $filter}: what is accepted as which tree, and what is refused with which words. */
class FilterParserTest {
    private static final Filter OK = equal(ImageProperty.STATUS, new Literal.StringLiteral("Ok"));
    private static final Filter JPG = equal(ImageProperty.FILE_TYPE, new Literal.StringLiteral("jpg"));
    private static final Filter WIDE = new Comparison(
            new Property(ImageProperty.WIDTH), ComparisonOperator.GT, new Literal.NumberLiteral(new BigDecimal(5)));

    private static Filter equal(ImageProperty property, Literal literal) {
        return new Comparison(new Property(property), ComparisonOperator.EQ, literal);
    }

    private static Filter parse(String text) {
        return FilterParser.parse(text);
    }

    @Test
    void andBindsTighterThanOr() {
        assertThat(parse("status eq 'Ok' or fileType eq 'jpg' and width gt 5"))
                .isEqualTo(new Or(List.of(OK, new And(List.of(JPG, WIDE)))));
        assertThat(parse("status eq 'Ok' and fileType eq 'jpg' or width gt 5"))
                .isEqualTo(new Or(List.of(new And(List.of(OK, JPG)), WIDE)));
        assertThat(parse("(status eq 'Ok' or fileType eq 'jpg') and width gt 5"))
                .isEqualTo(new And(List.of(new Or(List.of(OK, JPG)), WIDE)));
    }

    @Test
    void aChainIsOneNode() {
        assertThat(parse("status eq 'Ok' and fileType eq 'jpg' and width gt 5"))
                .isEqualTo(new And(List.of(OK, JPG, WIDE)));
    }

    @Test
    void relationsBindTighterThanEquality() {
        assertThat(parse("width gt 5 eq true"))
                .isEqualTo(new Comparison(WIDE, ComparisonOperator.EQ, new Literal.BooleanLiteral(true)));
    }

    @Test
    void notBindsLooserThanInAndTighterThanComparison() {
        assertThat(parse("not status in ('Ok')"))
                .isEqualTo(
                        new Not(new In(new Property(ImageProperty.STATUS), List.of(new Literal.StringLiteral("Ok")))));
        assertThatThrownBy(() -> parse("not status eq 'Ok'")).hasMessageContaining("has to be boolean");
        assertThat(parse("not(status eq 'Ok')")).isEqualTo(new Not(OK));
    }

    @Test
    void functionsTakeTwoStrings() {
        assertThat(parse("contains(reference, 'it''s')"))
                .isEqualTo(new Call(
                        StringFunction.CONTAINS,
                        new Property(ImageProperty.REFERENCE),
                        new Literal.StringLiteral("it's")));
        assertThat(parse("STARTSWITH ( 'a' , fileType )"))
                .isEqualTo(new Call(
                        StringFunction.STARTS_WITH,
                        new Literal.StringLiteral("a"),
                        new Property(ImageProperty.FILE_TYPE)));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-05T08:44:33, 2024-04-05T08:44:33, 0",
        "2024-04-05T08:44, 2024-04-05T08:44:00, 0",
        "2024-04-05t08:44:33z, 2024-04-05T08:44:33, 0",
        "2024-04-05, 2024-04-05T00:00:00, 0",
        "2024-04-05T00:30:00+02:00, 2024-04-04T22:30:00, 0",
        "2024-04-05T00:30:00-23:59, 2024-04-06T00:29:00, 0",
        "2024-04-05T08:44:33.000000000001Z, 2024-04-05T08:44:33, 0.000000000001",
        "0001-01-01T00:00:00+23:59, 0000-12-31T00:01:00, 0"
    })
    void dateTimesAreMomentsInUtc(String text, LocalDateTime second, BigDecimal fraction) {
        assertThat(parse("createdOn eq " + text))
                .isEqualTo(equal(ImageProperty.CREATED_ON, new Literal.DateTimeLiteral(second, fraction)));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "+5, 5", "-5, -5", "007, 7", "2.50, 2.50", "1e2, 1E+2", "1E-2, 0.01", "0e999999999999, 0"})
    void numbersAreExact(String text, BigDecimal value) {
        assertThat(parse("width eq " + text)).isEqualTo(equal(ImageProperty.WIDTH, new Literal.NumberLiteral(value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Ok' eq status",
                "true",
                "not true",
                "contains(reference,'a') eq true",
                "contains('abc',fileType)",
                "width gt height",
                "STATUS eq 'Ok' Or 'a' EQ 'a'",
                "null eq null",
                "contains(null,null) ne null",
                "status in ()",
                "status in('Ok')",
                "status in ( 'Ok' , null )",
                "id in (1,2.5,-3e2)",
                "(status) eq ('Ok')",
                "((true))",
                "not\t(true)",
                "\t width  gt\t5 ",
                "true in (true,null)",
                "id in (1) in (true)",
                "id in (1) eq true",
                "(id in (1,2)) eq true",
                "not id in (1,2) eq true",
                "not not id in () eq true eq false",
                "id in (1,2) and true",
                "createdOn lt 9999-12-31T23:59:59.999999999999-23:59",
                "id eq -0",
                "TRUE eq False",
                "fileType eq NULL",
                "(\tid\t)\teq\t(\t1\t)",
                "startswith(\treference\t,\t'a'\t)",
                "not not true",
                "createdOn gt 2024-01-01",
                "1e999999999 gt id",
                "id lt 99999999999999999999",
                "fileType eq ''''",
                "not contains (reference,'a') eq false",
                "id eq 1.5",
                "true gt false",
                "status eq null",
                "null in (null)",
                "contains(reference,('a'))",
                "createdOn in (2024-01-01, null)",
                "status eq 'ünï😀'"
            })
    void isAccepted(String text) {
        String valid = text.replace("STATUS", "status");
        assertThatCode(() -> parse(valid)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "refused-filters.txt",
            delimiterString = " ==> ",
            quoteCharacter = '`',
            encoding = "UTF-8")
    void isRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidQueryOptionException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(" at position ")
                .extracting(e -> ((InvalidQueryOptionException) e).option())
                .isEqualTo("$filter");
    }

    @Test
    void positionsCountCodePoints() {
        assertThatThrownBy(() -> parse("status eq '😀😀' and nope eq 1")).hasMessageContaining("at position 19");
    }

    @Test
    void aHundredLevelsAreAcceptedAndOneMoreIsNot() {
        assertThatCode(() -> parse("(".repeat(100) + "true" + ")".repeat(100))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("(".repeat(101) + "true" + ")".repeat(101)))
                .hasMessageContaining("more than 100 levels of nesting");
        assertThatThrownBy(() -> parse("(".repeat(16_384))).hasMessageContaining("more than 100 levels of nesting");
        assertThatThrownBy(() -> parse("not ".repeat(4_000) + "true")).hasMessageContaining("more than 100 levels");
        assertThatThrownBy(() -> parse("true" + " eq true".repeat(1_000))).hasMessageContaining("more than 100 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(true)", "not true", "contains(reference,'a')", "true eq true", "id in (1)"})
    void whatStandsSideBySideIsNotNested(String filter) {
        assertThatCode(() -> parse(filter + (" and " + filter).repeat(150))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"true, 2", "id eq 1, 4", "not true, 3", "id in (1), 3", "'contains(reference,''a'')', 4", "(true), 2"})
    void operatorsFunctionsAndOperandsAreNodes(String filter, int nodesWithAnd) {
        int most = 2_001 / nodesWithAnd;
        assertThatCode(() -> parse(filter + (" and " + filter).repeat(most - 1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> parse(filter + (" and " + filter).repeat(most)))
                .hasMessageContaining("more than 2000 operators, functions and operands at position ");
    }

    @Test
    void aHundredListsInARowAreAcceptedAndOneMoreIsNot() {
        assertThatCode(() -> parse("true" + " in (true)".repeat(100))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("true" + " in (true)".repeat(101))).hasMessageContaining("more than 100 levels");
    }

    @Test
    void twoThousandNodesAreAcceptedAndMoreAreNot() {
        assertThatCode(() -> parse("true" + " or true".repeat(999))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("true" + " or true".repeat(1_000)))
                .hasMessageContaining("more than 2000 operators, functions and operands");
    }

    @Test
    void aThousandItemsAreAcceptedAndOneMoreIsNot() {
        assertThatCode(() -> parse("id in (1" + ",1".repeat(999) + ")")).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("id in (1" + ",1".repeat(1_000) + ")"))
                .hasMessageContaining("more than 1000 items");
    }

    @Test
    void theTextIsAtMost16384CharactersLong() {
        String longest = "status eq '" + "😀".repeat(16_384 - 12) + "'";
        assertThatCode(() -> parse(longest)).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse(longest + " ")).hasMessageContaining("longer than 16384 characters");
    }

    @Test
    void aNumberIsAtMost64CharactersLong() {
        assertThatCode(() -> parse("id eq " + "9".repeat(64))).doesNotThrowAnyException();
        assertThatThrownBy(() -> parse("id eq " + "9".repeat(65))).hasMessageContaining("at most 64 characters");
    }
}
