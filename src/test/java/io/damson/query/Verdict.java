package io.damson.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the parser says of a text, and what the grammar, which another program reads from {@code filter.abnf}, has to say of it too. */
final class Verdict {
    static final Abnf GRAMMAR = Abnf.load("filter.abnf");

    /** What is no matter of grammar. */
    static final Pattern MEANING = Pattern.compile(
            "cannot compare|has to be boolean|the arguments of|there is no such day|is not a date-time at position [0-9]+; strings stand"
                    + "|years are 0001 to 9999|levels of nesting|a number has at most");

    private static final Pattern NOT_OF_THE_GRAMMAR = Pattern.compile("[^\\x00-\\uD7FF]");

    private Verdict() {}

    /** The same text with a letter in place of each character that the grammar of the test does not have. */
    static String simplified(String filter) {
        return NOT_OF_THE_GRAMMAR.matcher(filter).replaceAll("x");
    }

    /** Why the parser refuses a filter; empty where it does not. */
    static Optional<InvalidQueryOptionException> refusal(String filter) {
        try {
            FilterParser.parse(filter);
            return Optional.empty();
        } catch (InvalidQueryOptionException e) {
            return Optional.of(e);
        }
    }

    /**
     * Fails where grammar and parser differ.
     *
     * @param filter simplified
     * @return whether both refuse it
     */
    static boolean requireSame(String filter) {
        Optional<InvalidQueryOptionException> refusal = refusal(filter);
        if (GRAMMAR.derives("filter", filter)) {
            refusal.ifPresent(e -> assertThat(e).as(filter).hasMessageFindingMatch(MEANING.pattern()));
            return false;
        }
        assertThat(refusal).as(filter).isPresent();
        assertThat(refusal.orElseThrow().option()).isEqualTo("$filter");
        assertThat(refusal.orElseThrow()).as(filter).hasMessageContaining(" at position ");
        return true;
    }
}
