package io.damson.mock.fault;

import io.damson.image.ImageReference;
import java.time.Duration;
import java.util.Optional;

/**
 * What is armed.
 *
 * @param outcome what happens
 * @param on only to requests of this kind
 * @param method only to requests of this method; empty for all
 * @param reference only to requests for this image; empty for all
 * @param query only to requests with these query options; empty for all
 * @param after how many requests that match are spared first, 0 or more
 * @param times how often, at least once; empty for ever
 * @param probability how often it happens to a request that matches, 0 to 1
 * @param timeToLive for how long it is armed; empty for ever
 */
public record Fault(
        Outcome outcome,
        FaultPlace on,
        Optional<String> method,
        Optional<ImageReference> reference,
        Optional<QueryPattern> query,
        int after,
        Optional<Integer> times,
        double probability,
        Optional<Duration> timeToLive) {
    boolean matches(FaultPlace place, String requestMethod, Optional<ImageReference> requested, String requestQuery) {
        return on == place
                && method.map(requestMethod::equals).orElse(true)
                && reference
                        .map(wanted -> requested.filter(wanted::equals).isPresent())
                        .orElse(true)
                && query.map(wanted -> wanted.matches(requestQuery)).orElse(true);
    }
}
