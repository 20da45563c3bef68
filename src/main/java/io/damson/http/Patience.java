package io.damson.http;

import java.time.Duration;

/**
 * How long a request waits for its turn before it is refused.
 *
 * @param burst where many have come at once
 * @param crowded which nobody minds; where each has waited for longer, for the time of a burst, there is an overload: then the others than
 *     the first few wait no longer than that, and most that come do not wait at all
 * @param longest where only requests of its own client are before it, and not many
 */
public record Patience(Duration burst, Duration crowded, Duration longest) {
    /** What a server has: a refusal comes within a second. */
    public static final Patience OF_A_SERVER =
            new Patience(Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofSeconds(10));

    /** What a mock has, whose clients are tests on a busy machine. */
    public static final Patience OF_A_MOCK =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
}
