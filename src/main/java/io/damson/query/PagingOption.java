package io.damson.query;

/** The texts of {@code $top} and {@code $skip}: digits only (URL Conventions 5.1.6). */
public final class PagingOption {
    private static final int MAX_INT_DIGITS = 9;

    private PagingOption() {}

    /**
     * The number of {@code $top}, 0 to {@link Page#MAX_TOP}.
     *
     * @throws InvalidQueryOptionException if the text is no such number
     */
    public static int top(String text) {
        int top = number("$top", text);
        if (top > Page.MAX_TOP) {
            throw new InvalidQueryOptionException(
                    "$top", Scanner.shown(text) + " is more than the maximum of " + Page.MAX_TOP);
        }
        return top;
    }

    /**
     * The number of {@code $skip}; one that is larger than any tenant can have images becomes the largest {@code int}.
     *
     * @throws InvalidQueryOptionException if the text is no number
     */
    public static int skip(String text) {
        return number("$skip", text);
    }

    private static int number(String option, String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidQueryOptionException(
                    option, "\"" + Scanner.shown(text) + "\" is not a number; it has to be digits only, such as 50");
        }
        String significant = text.replaceFirst("^0+(?=.)", "");
        return significant.length() > MAX_INT_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(significant);
    }
}
