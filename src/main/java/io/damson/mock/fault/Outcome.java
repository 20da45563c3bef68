package io.damson.mock.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What a request meets.
 *
 * @param delay how long it waits first; not negative
 * @param status the problem that it is answered
 * @param detail the {@code detail} of the problem; empty for the default text of a forced response
 * @param connection what its connection meets; not together with a status
 * @param preference the preference that is applied by this (RFC 7240, section 3); empty where it was none
 * @param source what has decided that; empty where the request goes on as it came, though it may wait first
 */
public record Outcome(
        Duration delay,
        Optional<Integer> status,
        Optional<String> detail,
        Optional<ConnectionFault> connection,
        Optional<String> preference,
        Optional<Source> source) {
    /** The least status that can be forced. */
    public static final int MIN_STATUS = 400;

    /** The greatest. */
    public static final int MAX_STATUS = 599;

    /** What decides what a request meets. */
    public enum Source {
        /** The request itself. */
        REQUEST,
        /** A fault that was armed. */
        ARMED,
        /** What the mock was started with. */
        STANDING
    }

    /** As if there were no mock. */
    public static final Outcome NONE = delay(Duration.ZERO);

    /** The API answers, but later. */
    static Outcome delay(Duration delay) {
        return new Outcome(
                delay, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether the request ends with this, and never reaches the API. */
    public boolean isFinal() {
        return status.isPresent() || connection.isPresent();
    }

    /** What a request meets that has this, where the other would be met without: what has decided goes first, and so does a delay. */
    public Outcome over(Outcome other) {
        Outcome decides = source.isPresent() ? this : other;
        return new Outcome(
                delay.isZero() ? other.delay : delay,
                decides.status,
                decides.detail,
                decides.connection,
                preference,
                decides.source);
    }
}
