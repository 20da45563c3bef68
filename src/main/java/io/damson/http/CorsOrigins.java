package io.damson.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose pages may ask.
 *
 * @param allowed origins as browsers send them, such as {@code https://shop.example} or {@code http://localhost:3000}, or {@code *}
 * @param credentials whether they may do so with credentials, which browsers grant to no {@code *}: each origin is told its own name
 */
public record CorsOrigins(Set<String> allowed, boolean credentials) {
    private static final String ANY = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    /** @throws IllegalArgumentException with what would be right */
    public CorsOrigins {
        for (String origin : allowed) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "--cors-origin has to be like https://shop.example or http://localhost:3000, in lower case and without a path,"
                                + " or * for all: " + origin);
            }
        }
        allowed = Set.copyOf(allowed);
    }

    /** Nobody's. */
    public static CorsOrigins none() {
        return new CorsOrigins(Set.of(), false);
    }

    /** Those of every origin, with credentials too. */
    public static CorsOrigins anyWithCredentials() {
        return new CorsOrigins(Set.of(ANY), true);
    }

    /** Those of the origins that are given, without credentials. */
    public static CorsOrigins of(List<String> origins) {
        return new CorsOrigins(Set.copyOf(origins), false);
    }

    /** Whether nobody's may. */
    public boolean isEmpty() {
        return allowed.isEmpty();
    }

    /** Whether an answer differs by who asks. */
    boolean differ() {
        return credentials || !allowed.contains(ANY);
    }

    /**
     * What a page of that origin is granted; empty for nothing. Where all may ask, even who sends no origin is told so: an image that was
     * cached without one then serves scripts too.
     */
    Optional<String> granted(Optional<String> origin) {
        if (!allowed.contains(ANY)) {
            return origin.filter(allowed::contains);
        }
        return Optional.of(credentials ? origin.orElse(ANY) : ANY);
    }
}
