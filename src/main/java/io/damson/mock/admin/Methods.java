package io.damson.mock.admin;

import io.damson.http.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The methods that requests of the API may have (RFC 9110, section 9.3; RFC 5789), in any case, and WireMock's word for all. */
final class Methods {
    static final String ANY = "ANY";

    private static final List<String> NAMES =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private Methods() {}

    /**
     * The method as requests have it; empty where all are meant.
     *
     * @throws ProblemException if there is none of that name
     */
    static Optional<String> parse(String member, @Nullable String name) {
        String method = name == null ? ANY : name.toUpperCase(Locale.ROOT);
        if (method.equals(ANY)) {
            return Optional.empty();
        }
        if (!NAMES.contains(method)) {
            throw ProblemException.invalid(member, "one of " + String.join(", ", NAMES) + " and ANY is needed");
        }
        return Optional.of(method);
    }
}
