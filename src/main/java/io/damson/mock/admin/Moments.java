package io.damson.mock.admin;

import io.damson.http.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments as WireMock has them (ISO 8601), or in milliseconds since 1970. */
final class Moments {
    private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,15}");

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter();

    private Moments() {}

    /**
     * The moment; empty where there is none.
     *
     * @param given a text or a number
     * @throws ProblemException if it is none
     */
    static Optional<Instant> parse(String member, @Nullable Object given) {
        if (given == null) {
            return Optional.empty();
        }
        String text = given.toString();
        try {
            return Optional.of(
                    MILLIS.matcher(text).matches()
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            // In a query, the plus of an offset that is not encoded is a blank.
                            : ISO.parse(text.replace(' ', '+'), Instant::from));
        } catch (DateTimeException e) {
            throw ProblemException.invalid(
                    member, "a date-time like 2024-04-05T08:44:33Z, or a number of milliseconds since 1970, is needed");
        }
    }
}
