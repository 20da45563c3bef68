package io.damson.http;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of a request is read, and how long. What is beyond is refused, and the connection closed.
 *
 * @param maxTargetBytes of the request's target; beyond: 414
 * @param maxHeaderBytes of all header fields together; beyond: 431
 * @param maxBodyBytes of a body; beyond: 413
 * @param requestTimeout from a request's first byte until it is whole; beyond: 408
 * @param keepAliveTimeout how long a connection stays open without a request, from its start or from the last answer on
 * @param maxConnections at once; beyond: 503
 */
public record HttpLimits(
        int maxTargetBytes,
        int maxHeaderBytes,
        int maxBodyBytes,
        Duration requestTimeout,
        Duration keepAliveTimeout,
        int maxConnections) {
    /** How many connections there are at once if nobody says otherwise. */
    public static final int MAX_CONNECTIONS = 4_096;

    private static final Duration MAX_TIME = Duration.ofDays(1);

    /** What holds if nobody says otherwise. */
    public static final HttpLimits DEFAULT =
            new HttpLimits(64 * 1024, 32 * 1024, 64 * 1024, Duration.ofSeconds(7), Duration.ofSeconds(8));

    /** @throws IllegalArgumentException with what would be right */
    public HttpLimits {
        String broken = Stream.of(
                        atLeast(256, maxTargetBytes, "--max-target-bytes"),
                        atLeast(256, maxHeaderBytes, "--max-header-bytes"),
                        atLeast(0, maxBodyBytes, "--max-body-bytes"),
                        atLeast(Duration.ofMillis(1), "1ms", requestTimeout, "--request-timeout"),
                        atLeast(Duration.ofSeconds(1), "1s", keepAliveTimeout, "--keep-alive-timeout"),
                        atLeast(1, maxConnections, "--max-connections"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(broken);
        }
    }

    /** With the usual number of connections. */
    public HttpLimits(
            int maxTargetBytes,
            int maxHeaderBytes,
            int maxBodyBytes,
            Duration requestTimeout,
            Duration keepAliveTimeout) {
        this(maxTargetBytes, maxHeaderBytes, maxBodyBytes, requestTimeout, keepAliveTimeout, MAX_CONNECTIONS);
    }

    private static Optional<String> atLeast(Duration minimum, String printed, Duration value, String option) {
        return value.compareTo(minimum) >= 0 && value.compareTo(MAX_TIME) <= 0
                ? Optional.empty()
                : Optional.of("%s has to be %s to 24h".formatted(option, printed));
    }

    private static Optional<String> atLeast(int minimum, long value, String option) {
        int maximum = Integer.MAX_VALUE / 4;
        return value >= minimum && value <= maximum
                ? Optional.empty()
                : Optional.of("%s has to be %d to %d: %d".formatted(option, minimum, maximum, value));
    }

    /** The most bytes that a request line and header fields have. */
    int maxHeadBytes() {
        return maxTargetBytes + maxHeaderBytes + RequestLine.MAX_BYTES_BESIDE_TARGET;
    }
}
