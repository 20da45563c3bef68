package io.damson.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether logs may hold the values of query options, and which: a value may be anything, a key in the wrong place included. */
public final class QueryValues {
    /** The name of the logger whose level {@code INFO} allows them. */
    public static final String LOGGER = "io.damson.queries";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final Set<String> OF_THE_API = Set.of("filter", "orderby", "top", "skip");

    private QueryValues() {}

    /** Whether logs may hold them. */
    public static boolean areLogged() {
        return LOG.isInfoEnabled();
    }

    /** A query in which the options of the API have their values, and others only their names. */
    public static String ofTheApi(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(option -> isOfTheApi(option) ? option : option.substring(0, option.indexOf('=') + 1) + "…")
                .collect(Collectors.joining("&"));
    }

    private static boolean isOfTheApi(String option) {
        String name =
                PercentEncoding.decodeQuery(option.replaceFirst("=.*", "")).orElse("");
        return OF_THE_API.contains(name.replaceFirst("^\\$", "").toLowerCase(Locale.ROOT));
    }
}
