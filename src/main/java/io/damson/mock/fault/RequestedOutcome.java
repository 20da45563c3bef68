package io.damson.mock.fault;

import io.damson.http.PercentEncoding;
import io.damson.http.ProblemException;
import io.damson.image.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** The outcome that a request forces for itself, by the conventions of Prism and Microcks. */
public final class RequestedOutcome {
    /** The longest delay: longer than any client waits. */
    public static final Duration MAX_DELAY = Duration.ofMinutes(1);

    private static final String STATUS_OPTION = "__code";
    private static final String DELAY_OPTION = "__delay";

    /** The query options that are the mock's own, and none of the API's. */
    public static final Set<String> OPTIONS = Set.of(STATUS_OPTION, DELAY_OPTION);

    private static final String DELAY_HEADER = "x-microcks-delay";

    /** A preference with its value (RFC 7240, section 2). */
    private static final Pattern PREFERENCE =
            Pattern.compile("(?i)(?:^|,)[ \t]*code[ \t]*=[ \t]*\"?([45][0-9]{2})\"?[ \t]*(?=$|[,;])");

    private static final Pattern STATUS = Pattern.compile("[45][0-9]{2}");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,6}");

    private RequestedOutcome() {}

    /**
     * The forced outcome of the request. A preference that cannot be met is ignored (RFC 7240).
     *
     * @throws ProblemException if a header or option of ours is not right
     */
    public static Outcome of(Request request) {
        Optional<String> preferred = preferred(request);
        Optional<String> status = preferred.or(() -> option(request, STATUS_OPTION)
                .map(text -> checked(
                        STATUS_OPTION, text, STATUS, Outcome.MIN_STATUS + " to " + Outcome.MAX_STATUS + " is needed")));
        Duration delay = option(request, DELAY_OPTION)
                .map(text -> delay(DELAY_OPTION, text))
                .or(() -> Optional.ofNullable(request.getHeader(DELAY_HEADER)).map(text -> delay(DELAY_HEADER, text)))
                .orElse(Duration.ZERO);
        return new Outcome(
                delay,
                status.map(Integer::valueOf),
                Optional.empty(),
                Optional.empty(),
                preferred.map(code -> "code=" + code),
                status.map(code -> Outcome.Source.REQUEST));
    }

    private static Optional<String> preferred(Request request) {
        List<String> fields = new ArrayList<>();
        request.getHeaders("Prefer").forEach(fields::add);
        Matcher matcher = PREFERENCE.matcher(String.join(",", fields));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Duration delay(String field, String text) {
        String given = text.strip();
        try {
            Duration delay = Durations.parse(MILLIS.matcher(given).matches() ? given + "ms" : given);
            if (delay.compareTo(MAX_DELAY) <= 0) {
                return delay;
            }
        } catch (IllegalArgumentException e) {
            // refused below, with the bounds
        }
        throw ProblemException.invalid(
                field,
                "a delay from 0s to " + Durations.print(MAX_DELAY)
                        + " is needed, such as 800ms, 2s, or 800, which are milliseconds");
    }

    private static String checked(String field, String text, Pattern syntax, String rule) {
        if (!syntax.matcher(text).matches()) {
            throw ProblemException.invalid(field, rule);
        }
        return text;
    }

    private static Optional<String> option(Request request, String name) {
        @Nullable String query = request.getQueryString();
        if (query == null || !query.contains(name)) {
            return Optional.empty();
        }
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return PercentEncoding.decodeQuery(pair.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
