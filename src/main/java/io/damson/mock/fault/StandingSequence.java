package io.damson.mock.fault;

import java.util.SplittableRandom;

/**
 * Standing faults as the requests of one tenant meet them: the same requests in the same order meet the same in every run, whatever other
 * tenants do meanwhile. Thread-safe.
 */
public final class StandingSequence {
    private final StandingFaults faults;
    private final SplittableRandom random;

    /**
     * From its beginning.
     *
     * @param label whose requests it is for: tenants meet different sequences, or short tests would all fail, or none
     */
    public StandingSequence(StandingFaults faults, String label) {
        this.faults = faults;
        this.random = new SplittableRandom(31 * faults.seed() + label.hashCode());
    }

    /** What the next request meets. */
    public synchronized Outcome next() {
        return faults.isNone() ? Outcome.NONE : faults.outcome(random.nextDouble(), random.nextDouble());
    }
}
