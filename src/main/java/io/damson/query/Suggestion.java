package io.damson.query;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may have meant who wrote a name that is none. */
public final class Suggestion {
    private static final int MAX_NAME = 30;
    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    /** The property whose name is nearest, if it is near at all. */
    static Optional<String> forProperty(String name) {
        return nearest(name, Arrays.stream(ImageProperty.values()).map(ImageProperty::propertyName));
    }

    /** The candidate that is nearest to a name, in any case, if one is near at all: at most two letters differ. */
    public static Optional<String> nearest(String name, Stream<String> candidates) {
        if (name.length() > MAX_NAME) {
            return Optional.empty();
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int allowed = Math.min(MAX_EDITS, Math.max(1, name.length() / 3));
        return candidates
                .filter(candidate -> edits(lower, candidate.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt(candidate -> edits(lower, candidate.toLowerCase(Locale.ROOT))));
    }

    /** The Levenshtein distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
