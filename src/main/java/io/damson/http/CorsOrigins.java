package io.damson.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose pages may ask.
 *
 * @param allowed origins as browsers send them, such as {@code https://shop.example} or {@code http://localhost:3000}, or {@code *}
 */
public record CorsOrigins(Set<String> allowed) {
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

    /** Those of every origin. */
    public static CorsOrigins any() {
        return new CorsOrigins(Set.of(ANY));
    }

    /** Those of the origins that are given. */
    public static CorsOrigins of(List<String> origins) {
        return new CorsOrigins(Set.copyOf(origins));
    }

    /** Whether nobody's may. */
    public boolean isEmpty() {
        return allowed.isEmpty();
    }

    /** Whether the answer is the same whoever asks. */
    boolean areAny() {
        return allowed.contains(ANY);
    }

    /**
     * What a page of that origin is granted; empty for nothing. Where all may ask, even who sends no origin is told so: an image that was
     * cached without one then serves scripts too.
     */
    Optional<String> granted(@Nullable String origin) {
        if (areAny()) {
            return Optional.of(ANY);
        }
        return Optional.ofNullable(origin).filter(allowed::contains);
    }
}
