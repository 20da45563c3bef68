package io.damson.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of {@code $top} and {@code $skip}: digits only (URL Conventions 5.1.6). */
public final class PagingOption {
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** One that an {@code int} holds. */
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,9})");

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
        if (!DIGITS.matcher(text).matches()) {
            throw new InvalidQueryOptionException(
                    option,
                    "\"" + Scanner.shown(text)
                            + "\" is no whole number from 0 on; it has to be digits only, such as 50");
        }
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? Integer.parseInt(number.group(1)) : Integer.MAX_VALUE;
    }
}
