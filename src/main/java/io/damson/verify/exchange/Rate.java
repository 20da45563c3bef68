package io.damson.verify.exchange;

import io.damson.image.Durations;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests are sent in any window of time at most.
 *
 * @param requests at least 1
 * @param window longer than nothing
 */
public record Rate(int requests, Duration window) {
    /** The time is checked as all are. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/(.{1,20})");

    /** @throws IllegalArgumentException if it allows nothing */
    public Rate {
        if (requests < 1 || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("a rate allows at least one request in a time, such as 50/10s");
        }
    }

    /**
     * A rate as people write it: {@code 50/10s}, {@code 5/s}, {@code 300/1m}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Rate of(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate such as 50/10s: requests, a slash, and a time");
        }
        String time = matcher.group(2);
        boolean isUnit = Character.isLetter(time.charAt(0)) && time.length() <= "ms".length();
        return new Rate(Integer.parseInt(matcher.group(1)), Durations.parse(isUnit ? "1" + time : time));
    }

    /** How long so many requests take at least. */
    public Duration timeFor(int count) {
        return window.multipliedBy(Math.max(0, count - 1) / requests);
    }

    /** As it is written: {@code 50/10s}. */
    @Override
    public String toString() {
        return requests + "/" + Durations.print(window);
    }
}
