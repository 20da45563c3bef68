package io.damson.verify.exchange;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests are sent in any window of time at most.
 *
 * @param requests at least 1
 * @param window longer than nothing
 */
public record Rate(int requests, Duration window) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{0,5})(ms|s|m|h)");

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
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate such as 50/10s: requests, a slash, and a time in ms, s, m or h");
        }
        long number = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
        Duration window = switch (matcher.group(3)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return new Rate(Integer.parseInt(matcher.group(1)), window);
    }

    /** How long so many requests take at least. */
    public Duration timeFor(int count) {
        return window.multipliedBy(Math.max(0, count - 1) / requests);
    }

    /** As it is written: {@code 50/10s}. */
    @Override
    public String toString() {
        long millis = window.toMillis();
        return requests + "/" + (millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms");
    }
}
