package io.damson.http;

import java.time.Duration;

/**
 * How much of a request is read, and how long. What is beyond is refused, and the connection closed.
 *
 * @param maxTargetBytes of the request's target; beyond: 414
 * @param maxHeaderBytes of all header fields together; beyond: 431
 * @param maxBodyBytes of a body; beyond: 413
 * @param requestTimeout from a connection's start, or a later request's first byte, until the request is whole; beyond: 408
 * @param keepAliveTimeout how long a connection stays open between two requests; counted in whole seconds
 */
public record HttpLimits(
        int maxTargetBytes, int maxHeaderBytes, int maxBodyBytes, Duration requestTimeout, Duration keepAliveTimeout) {
    /** What holds if nobody says otherwise. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(64 * 1024, 32 * 1024, 64 * 1024, Duration.ofSeconds(8), Duration.ofSeconds(8));

    /** @throws IllegalArgumentException with what would be right */
    public HttpLimits {
        requireAtLeast(256, maxTargetBytes, "--max-target-bytes");
        requireAtLeast(256, maxHeaderBytes, "--max-header-bytes");
        requireAtLeast(0, maxBodyBytes, "--max-body-bytes");
        requireAtLeast(1, requestTimeout.toMillis(), "--request-timeout, in milliseconds,");
        requireAtLeast(1, keepAliveTimeout.toSeconds(), "--keep-alive-timeout, in seconds,");
    }

    private static void requireAtLeast(int minimum, long value, String option) {
        if (value < minimum || value > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "%s has to be %d to %d: %d".formatted(option, minimum, Integer.MAX_VALUE / 4, value));
        }
    }

    /** The most bytes that a request line and header fields have. */
    int maxHeadBytes() {
        return maxTargetBytes + maxHeaderBytes + RequestLine.MAX_BYTES_BESIDE_TARGET;
    }
}
