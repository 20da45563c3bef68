package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The parser's verdicts are the grammar's, which another program reads from {@code filter.abnf}. A seed that fails is replayed by
 * {@code -Dproperty.seed=}.
 */
class GrammarTest {
    private static final int TEXTS_PER_SEED = 100;

    static final List<String> SNIPPETS = List.of(
            " ",
            "  ",
            "\t",
            "(",
            ")",
            "()",
            "'",
            "''",
            ",",
            ".",
            "-",
            "+",
            ":",
            "e",
            "T",
            "Z",
            "0",
            "9",
            "not ",
            "not",
            " and ",
            " or ",
            " eq ",
            " in ",
            "in",
            "null",
            "true",
            "id",
            "(1)",
            "(1,2)",
            " eq",
            "eq ",
            "\"",
            "/",
            "\u00A0",
            "\n",
            "%",
            "contains(");
    static final List<String> OPERATORS = List.of(
            " and ", " or ", " eq ", " ne ", " gt ", " ge ", " lt ", " le ", " in ", " add ", " AND ", "\tOr\t");

    static LongStream seeds() {
        Long replayed = Long.getLong("property.seed");
        return replayed == null ? LongStream.range(0, 20) : LongStream.of(replayed);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTheGrammarDerivesIsRefusedForItsMeaningAlone(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            String filter = Verdict.GRAMMAR.derive("filter", random, 12);
            assertThat(Verdict.GRAMMAR.derives("filter", filter)).as(filter).isTrue();
            Verdict.refusal(filter)
                    .ifPresent(e -> assertThat(e).as(filter).hasMessageFindingMatch(Verdict.MEANING.pattern()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void wellTypedFiltersAreAccepted(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            String filter = Filters.random(random);
            // The grammar of the test has no supplementary characters.
            assertThat(Verdict.GRAMMAR.derives("filter", Verdict.simplified(filter)))
                    .as(filter)
                    .isTrue();
            assertThat(Verdict.refusal(filter)).as(filter).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mutantsAreJudgedAsTheGrammarDoes(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < TEXTS_PER_SEED; i++) {
            String filter = mutated(
                    random.nextBoolean() ? Filters.random(random) : Verdict.GRAMMAR.derive("filter", random, 9),
                    random);
            filter = Verdict.simplified(filter);
            refused += Verdict.requireSame(filter) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(TEXTS_PER_SEED / 4);
    }

    private static String mutated(String filter, Random random) {
        StringBuilder text = new StringBuilder(filter);
        for (int i = 0; i <= random.nextInt(2) && text.length() > 0; i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(2));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, Images.pick(SNIPPETS, random));
                case 2 -> text.replace(at, end, Images.pick(SNIPPETS, random));
                case 3 -> text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
                default -> {
                    String operator = Images.pick(OPERATORS, random);
                    int found = text.indexOf(operator);
                    if (found >= 0) {
                        text.replace(found, found + operator.length(), Images.pick(OPERATORS, random));
                    }
                }
            }
        }
        return text.toString();
    }
}
