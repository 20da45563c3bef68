package io.damson.http;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header fields that every answer has. */
final class AnswerHeaders {
    /** Names the request, in the client's log and in ours. */
    static final String REQUEST_ID = "X-Request-Id";

    /** As what the log knows it. */
    static final String IN_LOG = "requestId";

    /** IMF-fixdate (RFC 9110, section 5.6.7). */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private static final Pattern TAKEN = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private AnswerHeaders() {}

    /** The client's own id where it is one that can stand in a log, otherwise a new one. */
    static String requestId(@Nullable String given) {
        return given != null && TAKEN.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    static Map<String, String> of(String requestId) {
        return Map.of(
                "Date",
                DATE.format(ZonedDateTime.now(ZoneOffset.UTC)),
                "X-Content-Type-Options",
                "nosniff",
                REQUEST_ID,
                requestId);
    }
}
