package io.damson.http;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a refusal before the application depends on, and who learns of it.
 *
 * @param corsOrigins whose pages may read it, by its path
 * @param listener is called before the answer goes out, by several threads at once; not for preflights
 */
public record Refusals(Function<String, CorsOrigins> corsOrigins, Consumer<RefusedRequest> listener) {
    /** Those that no other origin's page may read, and of which nobody learns. */
    public static final Refusals PLAIN = new Refusals(path -> CorsOrigins.none(), request -> {});
}
