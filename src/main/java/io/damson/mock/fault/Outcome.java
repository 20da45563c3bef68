package io.damson.mock.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What a request meets.
 *
 * @param delay how long it waits first; not negative
 * @param status the problem that it is answered
 * @param detail what the problem says of itself; empty where it says that it was forced
 * @param connection what its connection meets; not together with a status
 * @param preference the preference that is applied by this (RFC 7240, section 3); empty where it was none
 */
public record Outcome(
        Duration delay,
        Optional<Integer> status,
        Optional<String> detail,
        Optional<ConnectionFault> connection,
        Optional<String> preference) {
    /** As if there were no mock. */
    public static final Outcome NONE =
            new Outcome(Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether the request ends with this, and never reaches the API. */
    boolean isFinal() {
        return status.isPresent() || connection.isPresent();
    }

    /** What a request meets that asks for this itself, where the other lies in wait: its own wish goes first. */
    public Outcome over(Outcome armed) {
        return new Outcome(
                delay.isZero() ? armed.delay : delay, armed.status, armed.detail, armed.connection, preference);
    }
}
