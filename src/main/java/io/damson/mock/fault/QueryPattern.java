package io.damson.mock.fault;

import io.damson.http.PercentEncoding;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Query options that a request has to have, among others or alone, in any order.
 *
 * @param text such as {@code $skip=100&$top=10}, percent-encoded or not; names are compared as the API does, in any case and with or
 *     without {@code $}, values as they are when they are decoded
 */
public record QueryPattern(String text) {
    private static final int MAX_CHARACTERS = 1_000;
    private static final Pattern PAIRS = Pattern.compile("[^=&]+=[^&]*(&[^=&]+=[^&]*)*");

    /** @throws IllegalArgumentException with what would be right */
    public QueryPattern {
        if (text.length() > MAX_CHARACTERS || !PAIRS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "query options are needed, such as $skip=100, of " + MAX_CHARACTERS + " characters at most");
        }
    }

    /** @param query a request's as it came, empty where it has none */
    boolean matches(String query) {
        return options(query).containsAll(options(text));
    }

    private static Set<String> options(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(QueryPattern::decoded)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String decoded(String option) {
        String text = PercentEncoding.decodeQuery(option).orElse(option);
        int end = text.indexOf('=');
        String name = text.substring(0, Math.max(end, 0)).toLowerCase(Locale.ROOT);
        return (name.startsWith("$") ? name.substring(1) : name) + text.substring(Math.max(end, 0));
    }
}
