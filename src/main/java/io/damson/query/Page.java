package io.damson.query;

/**
 * Which part of the ordered list is asked for.
 *
 * @param top the most images it has, 0 to {@link #MAX_TOP}
 * @param skip how many images come before it, not negative
 */
public record Page(int top, int skip) {
    /** The most images that a page has. */
    public static final int MAX_TOP = 100;

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public Page {
        if (top < 0 || top > MAX_TOP || skip < 0) {
            throw new IllegalArgumentException("top " + top + ", skip " + skip);
        }
    }
}
