package io.damson.store;

import java.util.Optional;

/** The texts that start with a text are those from it to the {@link #end}, in the order of code points. */
final class TextRange {
    private TextRange() {}

    /** The least text that is greater than all texts that start so; empty where there is none. */
    static Optional<String> end(String start) {
        for (int end = start.length(); end > 0; end = start.offsetByCodePoints(end, -1)) {
            int last = start.codePointBefore(end);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return Optional.of(start.substring(0, start.offsetByCodePoints(end, -1)) + Character.toString(next));
            }
        }
        return Optional.empty();
    }
}
