package io.damson.mock.fault;

import io.damson.image.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long answers are delayed.
 *
 * @param shortest 0 or more
 * @param longest not shorter, up to {@link RequestedOutcome#MAX_DELAY}
 */
public record DelayRange(Duration shortest, Duration longest) {
    /** No delay. */
    public static final DelayRange NONE = new DelayRange(Duration.ZERO, Duration.ZERO);

    /** Two numbers of one unit, which stands after the second. */
    private static final Pattern OF_ONE_UNIT =
            Pattern.compile("([0-9]+(?:\\.[0-9]+)?)-([0-9]+(?:\\.[0-9]+)?)((?i:ms|s|m|))");

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,6}");

    /** @throws IllegalArgumentException with what would be right */
    public DelayRange {
        if (shortest.isNegative()
                || shortest.compareTo(longest) > 0
                || longest.compareTo(RequestedOutcome.MAX_DELAY) > 0) {
            throw new IllegalArgumentException("a delay is from 0s to " + Durations.print(RequestedOutcome.MAX_DELAY)
                    + ", the shorter first where there are two: " + text(shortest, longest));
        }
    }

    private static String text(Duration shortest, Duration longest) {
        return shortest.equals(longest)
                ? Durations.print(shortest)
                : Durations.print(shortest) + "-" + Durations.print(longest);
    }

    /**
     * Reads {@code 200ms}, {@code 100-400ms} and {@code 100ms-1s}; numbers without a unit are milliseconds, and durations of ISO 8601 are
     * taken too.
     *
     * @throws IllegalArgumentException with what would be right
     */
    public static DelayRange parse(String text) {
        Matcher ofOneUnit = OF_ONE_UNIT.matcher(text);
        if (ofOneUnit.matches()) {
            return new DelayRange(
                    duration(ofOneUnit.group(1) + ofOneUnit.group(3), text),
                    duration(ofOneUnit.group(2) + ofOneUnit.group(3), text));
        }
        int dash = text.indexOf('-');
        Duration longest = duration(text.substring(dash + 1), text);
        return new DelayRange(dash < 0 ? longest : duration(text.substring(0, dash), text), longest);
    }

    private static Duration duration(String part, String whole) {
        try {
            return Durations.parse(MILLIS.matcher(part).matches() ? part + "ms" : part);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + whole + "' is not a delay like 200ms, 100-400ms or 100ms-1s", e);
        }
    }

    /** Whether there are several to choose from. */
    public boolean isOpen() {
        return !shortest.equals(longest);
    }

    /**
     * One of the range.
     *
     * @param share 0 for the shortest, up to 1
     */
    Duration at(double share) {
        return shortest.plusNanos(Math.round(longest.minus(shortest).toNanos() * share));
    }

    /** As {@link #parse} reads it; empty where there is none. */
    public Optional<String> text() {
        return longest.isZero() ? Optional.empty() : Optional.of(text(shortest, longest));
    }
}
