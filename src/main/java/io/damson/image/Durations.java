package io.damson.image;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of durations: one way to write them, and all ways that are common to read them. */
public final class Durations {
    private static final Pattern MILLIS = Pattern.compile("([0-9]{1,15})(?i:ms)");
    private static final Pattern PERIOD = Pattern.compile("[Pp].*");

    private Durations() {}

    /**
     * Reads {@code 500ms}, {@code 0.5s}, {@code 8s}, {@code 1m30s}, {@code 1h}, and ISO 8601 ({@code PT8S}).
     *
     * @return not negative
     * @throws IllegalArgumentException if the text is none of these
     */
    public static Duration parse(String text) {
        Matcher millis = MILLIS.matcher(text);
        if (millis.matches()) {
            return Duration.ofMillis(Long.parseLong(millis.group(1)));
        }
        try {
            Duration duration = Duration.parse(PERIOD.matcher(text).matches() ? text : "PT" + text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // refused below, in words of our own
        }
        throw new IllegalArgumentException("'" + text + "' is not a time like 500ms, 8s or 1m30s");
    }

    /**
     * Reads a text as {@link #parse} does, and a whole number as milliseconds.
     *
     * @return not negative
     * @throws IllegalArgumentException if the value is neither
     */
    public static Duration of(Object value) {
        boolean whole = value instanceof Integer || value instanceof Long;
        return whole && ((Number) value).longValue() >= 0
                ? Duration.ofMillis(((Number) value).longValue())
                : parse(value.toString());
    }

    /** The text of a duration that is not negative: {@code 500ms}, {@code 8s}, {@code 1m30s}, {@code 1h}. */
    public static String print(Duration duration) {
        boolean wholeMillis = duration.toNanosPart() % 1_000_000 == 0;
        return wholeMillis && duration.toMillisPart() != 0
                ? duration.toMillis() + "ms"
                : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
