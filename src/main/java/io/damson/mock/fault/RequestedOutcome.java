package io.damson.mock.fault;

import io.damson.http.PercentEncoding;
import io.damson.http.ProblemException;
import io.damson.image.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
     * The forced outcome of a request. A preference that cannot be met is ignored (RFC 7240).
     *
     * @param query as it came, empty where there is none
     * @param fields the values of the header fields of a name
     * @throws ProblemException if a header or option of ours is not right
     */
    static Outcome of(String query, Function<String, List<String>> fields) {
        Optional<String> preferred = preferred(fields.apply("Prefer"));
        Optional<String> status = preferred.or(() -> option(query, STATUS_OPTION)
                .map(text -> checked(
                        STATUS_OPTION, text, STATUS, Outcome.MIN_STATUS + " to " + Outcome.MAX_STATUS + " is needed")));
        Duration delay = option(query, DELAY_OPTION)
                .map(text -> delay(DELAY_OPTION, text))
                .or(() -> fields.apply(DELAY_HEADER).stream().findFirst().map(text -> delay(DELAY_HEADER, text)))
                .orElse(Duration.ZERO);
        return new Outcome(
                delay,
                status.map(Integer::valueOf),
                Optional.empty(),
                Optional.empty(),
                preferred.map(code -> "code=" + code),
                status.map(code -> Outcome.Source.REQUEST));
    }

    private static Optional<String> preferred(List<String> fields) {
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

    /** A target without the options that are the mock's own; every other character of it stays. */
    public static String withoutOptions(String target) {
        int start = target.indexOf('?') + 1;
        if (start == 0 || OPTIONS.stream().noneMatch(target::contains)) {
            return target;
        }
        String rest = Arrays.stream(target.substring(start).split("&", -1))
                .filter(pair -> !OPTIONS.contains(pair.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return target.substring(0, rest.isEmpty() ? start - 1 : start) + rest;
    }

    private static Optional<String> option(String query, String name) {
        if (!query.contains(name)) {
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
