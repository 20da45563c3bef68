package io.damson.http;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What answers have for pages of other origins (Fetch Standard, "HTTP extensions"). */
public final class Cors {
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

    /** What scripts may read beside the fields that they always may. */
    private static final String EXPOSED =
            "Allow, Content-Length, ETag, Preference-Applied, RateLimit, RateLimit-Policy,"
                    + " Retry-After, WWW-Authenticate, X-Request-Id";

    private static final String MAX_AGE_SECONDS = "7200";

    private Cors() {}

    /**
     * Gives the answer its fields.
     *
     * @param field a header field of the request
     * @param answer takes the answer's fields
     * @return whether the request is a preflight that is granted: the answer is an empty 204
     */
    public static boolean answer(
            CorsOrigins origins,
            String method,
            Function<String, Optional<String>> field,
            BiConsumer<String, String> answer) {
        if (origins.isEmpty()) {
            return false;
        }
        if (origins.differ()) {
            answer.accept("Vary", "Origin");
        }
        Optional<String> origin = field.apply("Origin");
        Optional<String> granted = origins.granted(origin);
        if (granted.isEmpty()) {
            return false;
        }
        answer.accept("Access-Control-Allow-Origin", granted.get());
        answer.accept("Access-Control-Expose-Headers", EXPOSED);
        if (origin.isPresent() && origins.credentials()) {
            answer.accept("Access-Control-Allow-Credentials", "true");
        }
        boolean preflight = method.equals("OPTIONS")
                && origin.isPresent()
                && field.apply("Access-Control-Request-Method").isPresent();
        if (preflight) {
            grant(field, answer);
        }
        return preflight;
    }

    private static void grant(Function<String, Optional<String>> field, BiConsumer<String, String> answer) {
        answer.accept("Access-Control-Allow-Methods", METHODS);
        field.apply("Access-Control-Request-Headers")
                .ifPresent(wanted -> answer.accept("Access-Control-Allow-Headers", wanted));
        // A page from the network that asks a server on this machine (Private Network Access).
        if (field.apply("Access-Control-Request-Private-Network").isPresent()) {
            answer.accept("Access-Control-Allow-Private-Network", "true");
        }
        answer.accept("Access-Control-Max-Age", MAX_AGE_SECONDS);
    }
}
