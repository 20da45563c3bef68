package io.damson.rest;

import io.damson.image.Durations;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a key may make in a window of time; the next window begins when the last one is over.
 *
 * @param requests 1 to a billion
 * @param window 1 second to 365 days, whole seconds
 */
public record RateLimit(int requests, Duration window) {
    private static final int MAX_REQUESTS = 1_000_000_000;
    private static final Duration MAX_WINDOW = Duration.ofDays(365);
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9})/(.+)");

    /** @throws IllegalArgumentException with what would be right */
    public RateLimit {
        boolean wholeSeconds = window.toSeconds() >= 1 && window.toNanosPart() == 0;
        if (requests < 1 || requests > MAX_REQUESTS || !wholeSeconds || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "a rate limit is 1 request or more in 1 second to 365 days, whole seconds, such as 50/10s");
        }
    }

    /**
     * A limit as people write it, such as {@code 50/10s}.
     *
     * @throws IllegalArgumentException with what would be right
     */
    public static RateLimit parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rate limit like 50/10s, and not off");
        }
        return new RateLimit(Integer.parseInt(matcher.group(1)), Durations.parse(matcher.group(2)));
    }
}
