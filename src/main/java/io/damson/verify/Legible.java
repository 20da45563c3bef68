package io.damson.verify;

import java.util.Locale;

/** Text for people, in which nothing is invisible or looks like something else. */
public final class Legible {
    private Legible() {}

    /** The text, with the escapes of what has no form of its own: combining marks, formats, blanks but the usual one, what is unassigned. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isLegible(c)) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
    }

    private static boolean isLegible(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            case Character.CONTROL -> c == '\n' || c == '\t';
            default -> true;
        };
    }
}
