package io.damson.image;

/**
 * An image's file name, which identifies it within its tenant: 1 to 255 code points, no control characters, no lone surrogates.
 * Case-sensitive and never normalised: composed and decomposed names are two names.
 */
public record ImageReference(String value) {
    /** The most code points that a reference has. */
    public static final int MAX_CODE_POINTS = 255;

    /** @throws IllegalArgumentException with the rule that is broken, if the value is no reference */
    public ImageReference {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a reference is not empty");
        }
        int length = value.codePointCount(0, value.length());
        if (length > MAX_CODE_POINTS) {
            throw new IllegalArgumentException(
                    "a reference has at most " + MAX_CODE_POINTS + " code points, this one has " + length);
        }
        for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
            requireAllowed(value.codePointAt(i));
        }
    }

    private static void requireAllowed(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            throw new IllegalArgumentException(
                    "a reference has no control characters, this one has U+%04X".formatted(codePoint));
        }
        if (codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint)) {
            throw new IllegalArgumentException(
                    "a reference has no lone surrogates, this one has U+%04X".formatted(codePoint));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
