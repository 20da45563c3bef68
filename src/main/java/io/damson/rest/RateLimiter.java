package io.damson.rest;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the requests of each key, or of each source. Thread-safe. */
public final class RateLimiter {
    private static final int MAX_KEYS = 100_000;

    private final RateLimit limit;
    private final int most;

    @SuppressWarnings("serial") // nobody serializes it
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > most;
        }
    };

    /** No request was counted yet. */
    public RateLimiter(RateLimit limit) {
        this(limit, MAX_KEYS);
    }

    /**
     * Likewise.
     *
     * @param most how many are counted at a time; whose last request is longest ago is forgotten first
     */
    RateLimiter(RateLimit limit, int most) {
        this.limit = limit;
        this.most = most;
    }

    /** What every key may do. */
    RateLimit limit() {
        return limit;
    }

    /** Counts one request of the key, if it may make one. */
    ConsumptionProbe count(String key) {
        return bucket(key).tryConsumeAndReturnRemaining(1);
    }

    private synchronized Bucket bucket(String key) {
        return buckets.computeIfAbsent(
                key,
                unseen -> Bucket.builder()
                        .addLimit(bandwidth ->
                                bandwidth.capacity(limit.requests()).refillIntervally(limit.requests(), limit.window()))
                        .build());
    }
}
