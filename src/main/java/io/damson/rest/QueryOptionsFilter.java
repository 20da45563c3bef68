package io.damson.rest;

import io.damson.http.PercentEncoding;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.query.PagingOption;
import io.damson.query.SystemOptions;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the raw query strictly (URL Conventions 5.1) and rewrites it to the contract's own names, so that the generated parameters
 * bind. Refuses options that are unknown to the API, repeated or empty, and paging that is no number in its bounds.
 */
@PreMatching
@Priority(Priorities.USER)
final class QueryOptionsFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        boolean list = PathFilter.of(request).reference().isEmpty();
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        if (query == null) {
            return;
        }
        List<String> ignored = new ArrayList<>();
        String rewritten = options(query, list ? SystemOptions.OF_THE_LIST : Set.of(), ignored).entrySet().stream()
                .map(option -> option.getKey() + "=" + PercentEncoding.encode(option.getValue()))
                .collect(Collectors.joining("&"));
        if (!ignored.isEmpty()) {
            request.setProperty(IgnoredOptions.PROPERTY, List.copyOf(ignored));
        }
        URI base = request.getUriInfo().getBaseUri();
        String path = PathFilter.of(request).canonical();
        request.setRequestUri(base, URI.create(base + path + (rewritten.isEmpty() ? "" : "?" + rewritten)));
    }

    /** @param ignored gets the names of those that are passed over */
    private static Map<String, String> options(String query, Set<String> supported, List<String> ignored) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String written = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String name = optionName(written);
            String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            if (!supported.contains(name)) {
                requireCustom(name, written, supported);
                ignored.add(written);
            } else if (value.isBlank()) {
                throw ProblemException.invalid(name, "the option is empty; give it a value or leave it out");
            } else if (options.put(name, checked(name, value)) != null) {
                throw ProblemException.invalid(name, "the option is given twice; give it once");
            }
        }
        return options;
    }

    /** The name of an OData option is case-insensitive, and its dollar may be left out. The sign of Kelvin is no K. */
    private static String optionName(String written) {
        String lower = written.indexOf('\u212A') < 0 ? written.toLowerCase(Locale.ROOT) : written;
        String name = lower.startsWith("$") ? lower : "$" + lower;
        return SystemOptions.OF_ODATA.contains(name) ? name : written;
    }

    private static void requireCustom(String name, String written, Set<String> supported) {
        if (name.startsWith("$") || name.startsWith("@")) {
            String advice = supported.isEmpty()
                    ? "one image has no query options"
                    : "supported: $filter, $orderby, $top, $skip";
            throw ProblemException.invalid(written, "this API does not support the option; " + advice);
        }
        decodedOnceMore(written).filter(SystemOptions.OF_THE_LIST::contains).ifPresent(option -> {
            throw ProblemException.invalid(written, "the option's name is encoded twice; encode it once: " + option);
        });
    }

    /** The name that it would have been if the client had not encoded it twice; empty where it was encoded once. */
    private static Optional<String> decodedOnceMore(String written) {
        return written.indexOf('%') < 0
                ? Optional.empty()
                : PercentEncoding.decodeQuery(written).map(QueryOptionsFilter::optionName);
    }

    private static String checked(String name, String value) {
        return switch (name) {
            case "$top" -> String.valueOf(PagingOption.top(value));
            case "$skip" -> String.valueOf(PagingOption.skip(value));
            default -> value;
        };
    }

    private static String decoded(String encoded) {
        return PercentEncoding.decodeQuery(encoded)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.BAD_REQUEST, "The query is not percent-encoded UTF-8 (RFC 3986, section 2.1)"));
    }
}
