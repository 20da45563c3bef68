package io.damson.rest;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests a key may make in a window of time; the next window begins when the last one is over.
 *
 * @param requests 1 to a billion
 * @param window positive, whole seconds
 */
public record RateLimit(int requests, Duration window) {
    private static final int MAX_REQUESTS = 1_000_000_000;
    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9})/([0-9]{1,6})(s|m)");

    /** @throws IllegalArgumentException with what would be right */
    public RateLimit {
        if (requests < 1 || requests > MAX_REQUESTS || window.toSeconds() < 1) {
            throw new IllegalArgumentException("a rate limit has at least one request in at least one second");
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
        long number = Long.parseLong(matcher.group(2));
        return new RateLimit(
                Integer.parseInt(matcher.group(1)),
                matcher.group(3).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number));
    }
}
