package io.damson.cli;

import io.damson.image.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The times of options. */
final class DurationConverter implements ITypeConverter<Duration> {
    /** Nobody means more, and what counts in nanoseconds could not hold it. */
    private static final Duration MAX = Duration.ofDays(1);

    @Override
    public Duration convert(String text) {
        Duration duration;
        try {
            duration = Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
        if (duration.compareTo(MAX) > 0) {
            throw new TypeConversionException("'" + text + "' is longer than a day, 24h");
        }
        return duration;
    }
}
