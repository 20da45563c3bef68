package io.damson.mock.fault;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The faults of requests from the start of the mock to its end; a reset does not change them.
 *
 * @param delay how long their answers are delayed
 * @param probability which share of them fails, 0 to 1
 * @param status the problem that those are answered, 400 to 599
 * @param seed what it follows from which of them fail, and how long each waits
 */
public record StandingFaults(DelayRange delay, double probability, int status, long seed) {
    /** The default status of a failure: the one that clients may send a request again for (RFC 9110, section 15.6.4). */
    public static final int DEFAULT_STATUS = 503;

    /** Nothing happens. */
    public static final StandingFaults NONE = new StandingFaults(DelayRange.NONE, 0, DEFAULT_STATUS, 0);

    private static final Pattern PERCENTAGE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,12})?)%");

    /** @throws IllegalArgumentException with what would be right */
    public StandingFaults {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a share is from 0% to 100%");
        }
        if (status < Outcome.MIN_STATUS || status > Outcome.MAX_STATUS) {
            throw new IllegalArgumentException(
                    "a status is from " + Outcome.MIN_STATUS + " to " + Outcome.MAX_STATUS + ": " + status);
        }
    }

    /**
     * The probability that a text like {@code 5%} or {@code 0.5%} is.
     *
     * @throws IllegalArgumentException with what would be right
     */
    public static double parseProbability(String text) {
        Matcher percentage = PERCENTAGE.matcher(text);
        if (percentage.matches()) {
            BigDecimal probability = new BigDecimal(percentage.group(1)).movePointLeft(2);
            if (probability.compareTo(BigDecimal.ONE) <= 0) {
                return probability.doubleValue();
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a share like 5% or 0.5%, from 0% to 100%");
    }

    /** Whether nothing happens. */
    public boolean isNone() {
        return delay.longest().isZero() && probability == 0;
    }

    /**
     * What one request meets.
     *
     * @param failing a number from 0 to 1, not 1 itself, all equally probable
     * @param waiting another
     */
    Outcome outcome(double failing, double waiting) {
        Duration wait = delay.at(waiting);
        return failing < probability
                ? new Outcome(
                        wait,
                        Optional.of(status),
                        Optional.of("The mock was started so that a share of the requests fails (--fail)"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Outcome.Source.STANDING))
                : Outcome.delay(wait);
    }
}
