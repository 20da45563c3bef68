package io.damson.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The origins whose pages may read responses.
 *
 * @param allowed origins as browsers send them, such as {@code https://shop.example} or {@code http://localhost:3000}, where {@code *} in
 *     place of the port stands for each, the scheme's own too; or {@code *} for all
 * @param credentials whether they may do so with credentials, which browsers grant to no {@code *}: each origin is told its own name
 */
public record CorsOrigins(Set<String> allowed, boolean credentials) {
    private static final String ANY = "*";
    private static final String ANY_PORT = ":*";
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5}|:\\*)?");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    /** Those of this machine, whatever serves them. */
    private static final Set<String> LOOPBACK = Set.of(
            "http://localhost:*",
            "https://localhost:*",
            "http://127.0.0.1:*",
            "https://127.0.0.1:*",
            "http://[::1]:*",
            "https://[::1]:*");

    /** @throws IllegalArgumentException with what would be right */
    public CorsOrigins {
        for (String origin : allowed) {
            if (!origin.equals(ANY) && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "--cors-origin has to be like https://shop.example, http://localhost:3000 or http://localhost:*, in lower"
                                + " case and without a path, or * for all: " + origin);
            }
        }
        allowed = Set.copyOf(allowed);
    }

    /** No origin. */
    public static CorsOrigins none() {
        return new CorsOrigins(Set.of(), false);
    }

    /** Those of every origin, with credentials too. */
    public static CorsOrigins anyWithCredentials() {
        return new CorsOrigins(Set.of(ANY), true);
    }

    /** Those of this machine, on every port, with credentials too. */
    public static CorsOrigins loopback() {
        return new CorsOrigins(LOOPBACK, true);
    }

    /** Those of the origins that are given, without credentials. */
    public static CorsOrigins of(List<String> origins) {
        return new CorsOrigins(Set.copyOf(origins), false);
    }

    /** The same, with credentials too. */
    public CorsOrigins withCredentials() {
        return new CorsOrigins(allowed, true);
    }

    /** The same, but those of this machine in place of all. */
    public CorsOrigins withLoopbackForAll() {
        if (!allowed.contains(ANY)) {
            return this;
        }
        Set<String> named = new LinkedHashSet<>(allowed);
        named.remove(ANY);
        named.addAll(LOOPBACK);
        return new CorsOrigins(named, credentials);
    }

    /** Whether no origin is allowed. */
    boolean isEmpty() {
        return allowed.isEmpty();
    }

    /** Whether that origin is allowed. */
    public boolean allows(String origin) {
        return allowed.contains(ANY)
                || allowed.contains(origin) && !origin.endsWith(ANY_PORT)
                || allowed.contains(PORT.matcher(origin).replaceFirst("") + ANY_PORT);
    }

    /** Whether a response depends on the origin. */
    boolean differ() {
        return credentials || !allowed.contains(ANY);
    }

    /**
     * What a page of that origin is granted; empty for nothing. Where all may ask, even who sends no origin is told so: an image that was
     * cached without one then serves scripts too.
     */
    Optional<String> granted(Optional<String> origin) {
        if (!allowed.contains(ANY)) {
            return origin.filter(this::allows);
        }
        return Optional.of(credentials ? origin.orElse(ANY) : ANY);
    }
}
