package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A refusal ends with the filter as it should have been. A seed that fails is replayed by {@code -Dproperty.seed=}.
 */
class CorrectorTest {
    private static final String WHOLE = "Corrected: ";
    private static final String IN_A_URL = "Corrected, as it stands in a URL: ";
    private static final int TEXTS_PER_SEED = 200;

    /** Other spellings of the same filter: of other languages, of older versions, of clients that encode twice. */
    private static final List<UnaryOperator<String>> SPELLINGS = List.of(
            filter -> filter.replace(" eq ", " == "),
            filter -> filter.replace(" ne ", "!="),
            filter -> filter.replace(" and ", " && ").replace(" or ", "||"),
            filter -> filter.replace(" gt ", ">").replace(" le ", " <= "),
            filter -> filter.replaceAll("'([^']*)'", "\"$1\""),
            filter -> filter.replaceAll("(?<!')'(?!null')([A-Za-z.]+)'(?!')", "$1"),
            filter -> filter.replaceAll("(?<= )([0-9]{4}-[0-9T:.-]+Z?)(?![+-])", "datetimeoffset'$1'"),
            filter -> filter.replaceAll("(?<=On [a-z]{2} )([0-9]{4}-[0-9T:.-]+Z?)(?![+-])", "'$1'"),
            filter -> filter.replaceAll("(?<!')''(?!')", "'"),
            filter -> filter.replaceAll("contains\\(('[^']*'|[a-zA-Z]+),('[^']*')\\)", "substringof($2,$1)"),
            filter -> filter.replace("%", "%25").replace("+", "%2B").replace(" ", "%20"),
            filter -> filter.replace("%", "%25").replace("+", "%2B"),
            filter -> filter.replace(" eq ", "%20eq "),
            filter -> filter.replace(" eq ", " equals ").replace(" or ", " | "),
            filter -> filter.replaceAll("contains\\((reference|status),'([^']*)'\\)", "$1 like '%$2%'"),
            filter -> filter.replace("reference", "Reference"),
            filter -> filter.replace(" in (", " in ["));

    static LongStream seeds() {
        Long replayed = Long.getLong("property.seed");
        return replayed == null ? LongStream.range(0, 20) : LongStream.of(replayed);
    }

    private static Optional<String> refusal(String filter) {
        return Optional.ofNullable(
                        catchThrowableOfType(InvalidQueryOptionException.class, () -> FilterParser.parse(filter)))
                .map(InvalidQueryOptionException::getMessage);
    }

    private static Optional<String> corrected(String message) {
        int inUrl = message.indexOf(IN_A_URL);
        if (inUrl >= 0) {
            String sent = message.substring(inUrl + IN_A_URL.length());
            assertThat(sent).doesNotContain("+");
            return Optional.of(URLDecoder.decode(sent, StandardCharsets.UTF_8));
        }
        int whole = message.indexOf(WHOLE);
        return whole < 0 ? Optional.empty() : Optional.of(message.substring(whole + WHOLE.length()));
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "corrected-filters.txt",
            delimiterString = " ==> ",
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            encoding = "UTF-8")
    void theFilterAsItShouldHaveBeenEndsTheRefusal(String filter, String right) {
        String message = refusal(filter).orElseThrow();
        assertThat(message).contains(" at position ").endsWith(WHOLE + right);
        assertThat(refusal(right)).isEmpty();
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "uncorrected-filters.txt",
            delimiterString = " ==> ",
            quoteCharacter = '§',
            encoding = "UTF-8")
    void whereItIsNotKnownTheRuleEndsIt(String filter, String rule) {
        assertThat(refusal(filter).orElseThrow()).endsWith(rule);
    }

    /** The plus of an offset is lost in a URL, so that the filter is shown as a URL has it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "createdOn gt 2024-04-05T08:44:33 02:00|createdOn%20gt%202024-04-05T08:44:33%2B02:00",
                "createdOn gt 2024-04-05T08:44:33 0200|createdOn%20gt%202024-04-05T08:44:33%2B02:00",
                "createdOn gt 2024-04-05T08:44 02:00 and true|createdOn%20gt%202024-04-05T08:44%2B02:00%20and%20true",
                "createdOn in (2024-04-05T08:44:33.5 02:00)|createdOn%20in%20(2024-04-05T08:44:33.5%2B02:00)",
                "createdOn gt datetimeoffset'2024-04-05T08:44:33 02:00'|createdOn%20gt%202024-04-05T08:44:33%2B02:00",
                "createdOn gt 2024-04-05T08:44:33+0200|createdOn%20gt%202024-04-05T08:44:33%2B02:00",
                "createdOn gt 2024-04-05T08:44:33%2B02:00|createdOn%20gt%202024-04-05T08:44:33%2B02:00",
                "createdOn%20gt 2024-04-05T08:44:33%2B02:00|createdOn%20gt%202024-04-05T08:44:33%2B02:00",
                "status == '50%&#\"' and createdOn gt 2024-04-05T08:44:33 02:00"
                        + "|status%20eq%20'50%25%26%23%22'%20and%20createdOn%20gt%202024-04-05T08:44:33%2B02:00"
            })
    void anOffsetIsShownAsAUrlHasIt(String filter, String right) {
        assertThat(refusal(filter).orElseThrow()).endsWith(IN_A_URL + right);
    }

    @Test
    void theRuleStandsBeforeTheFilter() {
        assertThatThrownBy(() -> FilterParser.parse("status == 'Ok'"))
                .hasMessage("expected an operator or the end, found \"==\" at position 7; write eq."
                        + " Corrected: status eq 'Ok'");
        assertThatThrownBy(() -> FilterParser.parse("statu eq 'Ok'"))
                .hasMessage("\"statu\" is not a property of an image at position 0; did you mean \"status\"?"
                        + " Corrected: status eq 'Ok'");
        assertThatThrownBy(() -> FilterParser.parse("(id)eq (1)"))
                .hasMessage("a blank is needed before eq at position 4. Corrected: (id) eq (1)");
    }

    @Test
    void ofALongFilterTheRuleAloneIsTold() {
        String filter = "status == '" + "a".repeat(1_000) + "'";
        assertThat(refusal(filter).orElseThrow()).endsWith("write eq");
    }

    /** Twenty seconds where a pattern begins to match at every letter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "'",
                "\"",
                "'a",
                "a ",
                "a.",
                "%20",
                "not ",
                "x'",
                "''",
                "x' ",
                "'x' ",
                "%2B ",
                "reference in (",
                "status like '"
            })
    void aLongTextIsRefusedAtOnce(String piece) {
        String filter = piece.repeat(FilterParser.MAX_CHARACTERS / piece.length() - 1) + " =";
        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThat(refusal(filter)).isPresent());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anotherSpellingIsCorrectedToWhatWasMeant(long seed) {
        Random random = new Random(seed);
        int corrected = 0;
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            String filter = Filters.random(random);
            String other = Images.pick(SPELLINGS, random).apply(filter);
            Optional<String> right = refusal(other).flatMap(CorrectorTest::corrected);
            right.ifPresent(text -> assertThat(FilterParser.parse(text))
                    .as("%s%n%s", other, text)
                    .isEqualTo(FilterParser.parse(filter)));
            corrected += right.isPresent() ? 1 : 0;
        }
        assertThat(corrected).isGreaterThan(TEXTS_PER_SEED / 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverIsRefusedTheCorrectedFilterIsAccepted(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            String broken = broken(Images.pick(SPELLINGS, random).apply(Filters.random(random)), random);
            refusal(broken)
                    .flatMap(CorrectorTest::corrected)
                    .ifPresent(text ->
                            assertThat(refusal(text)).as("%s%n%s", broken, text).isEmpty());
        }
    }

    private static String broken(String filter, Random random) {
        StringBuilder text = new StringBuilder(filter);
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, "'\"=%+ ,()".charAt(random.nextInt(9)));
            default -> text.setCharAt(at, "'\"=%+ ,()".charAt(random.nextInt(9)));
        }
        return text.toString();
    }
}
