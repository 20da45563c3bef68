package io.damson.verify;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text for people, in which nothing is invisible or looks like something else. */
public final class Legible {
    private static final Pattern ILLEGIBLE = Pattern.compile("[\\p{M}\\p{C}\\p{Z}&&[^ \\n\\t]]");

    private Legible() {}

    /** The text, with the escapes of what has no form of its own: combining marks, formats, blanks but the usual one, what is unassigned. */
    public static String text(String text) {
        return ILLEGIBLE
                .matcher(text)
                .replaceAll(found -> found.group()
                        .chars()
                        .mapToObj(unit -> Matcher.quoteReplacement(String.format(Locale.ROOT, "\\u%04x", unit)))
                        .collect(Collectors.joining()));
    }
}
