package io.damson.verify.relation;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns of texts, as a file has them. */
final class Patterns {
    private Patterns() {}

    /** @throws IllegalArgumentException if it is no regular expression, with what is wrong in one line */
    static void require(String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is no regular expression: " + e.getDescription() + " at " + e.getIndex(), e);
        }
    }
}
