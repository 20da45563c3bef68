package io.damson.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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

    /** Visible ASCII: it is one word in a line of the log. */
    private static final Pattern TAKEN = Pattern.compile("[!-~]{1,128}");

    private static volatile Now now = new Now(-1, "");

    private AnswerHeaders() {}

    /** The client's own id where it is one that can stand in a log, otherwise a new one. */
    static String requestId(@Nullable String given) {
        return given != null && TAKEN.matcher(given).matches() ? given : newId();
    }

    /** Unique, and no secret: a cryptographic one would cost a lock an answer. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** A second and its text. */
    private record Now(long second, String text) {}

    private static String date() {
        long second = System.currentTimeMillis() / 1_000;
        Now current = now;
        if (current.second() != second) {
            current = new Now(second, DATE.format(Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC)));
            now = current;
        }
        return current.text();
    }

    static Map<String, String> of(String requestId) {
        return Map.of("Date", date(), "X-Content-Type-Options", "nosniff", REQUEST_ID, requestId);
    }
}
