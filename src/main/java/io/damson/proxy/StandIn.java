package io.damson.proxy;

import java.net.URI;
import java.util.Optional;

/** A server that answers where the upstream is away. Is called by several threads at once, and must not wait. */
@FunctionalInterface
public interface StandIn {
    /** There is none. */
    StandIn NONE = key -> Optional.empty();

    /**
     * Where a request goes instead.
     *
     * @param url what stands before {@code /images}
     * @param key the API key that it is sent with
     */
    record Instead(URI url, String key) {}

    /**
     * Where a request for an operation of the API goes; empty where nobody can answer it.
     *
     * @param key the API key of the request; empty text where it has none
     */
    Optional<Instead> of(String key);
}
