package io.damson.query;

/** The order of strings by code point, which differs from Java's own where supplementary characters meet U+E000 to U+FFFF. */
public final class CodePoints {
    private CodePoints() {}

    /** Negative, zero or positive, as the first is less than, equal to or greater than the second. */
    public static int compare(String first, String second) {
        int end = Math.min(first.length(), second.length());
        for (int i = 0; i < end; i++) {
            char a = first.charAt(i);
            char b = second.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(first.length(), second.length());
    }
}
