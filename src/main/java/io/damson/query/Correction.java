package io.damson.query;

/**
 * What would be right where a text is refused.
 *
 * @param advice the rule, in words; empty where the refusal has said all
 * @param start where the piece begins that is written otherwise, in {@code char}s
 * @param end where it ends
 * @param right what stands there instead; the piece itself where only the rule is known
 */
record Correction(String advice, int start, int end, String right) {
    /** A rule alone, which leaves every text as it is. */
    static Correction ofWords(String advice) {
        return new Correction(advice, 0, 0, "");
    }

    /** The text with this correction made. */
    String applyTo(String text) {
        return text.substring(0, start) + right + text.substring(end);
    }

    /** Whether it makes another text of that one, rather than being a rule alone. */
    boolean changes(String text) {
        return !text.regionMatches(start, right, 0, right.length()) || end - start != right.length();
    }

    /** What is wrong, then what would be right. */
    String joinedTo(String wrong) {
        return advice.isEmpty() ? wrong : wrong + "; " + advice;
    }
}
