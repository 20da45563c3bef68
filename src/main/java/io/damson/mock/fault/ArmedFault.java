package io.damson.mock.fault;

import io.damson.image.ImageReference;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A fault that lies in wait. Guarded by the {@link Faults} that it is of. */
public final class ArmedFault {
    /** The same for each fault, so that a run can be repeated. */
    private static final long SEED = 1;

    private final String id = UUID.randomUUID().toString();
    private final Fault fault;
    private final Instant end;
    private final Random random = new Random(SEED);
    private int matched;
    private int happened;

    ArmedFault(Fault fault, Instant now) {
        this.fault = fault;
        this.end = fault.timeToLive().map(now::plus).orElse(Instant.MAX);
    }

    /** What it is disarmed by. */
    public String id() {
        return id;
    }

    /** What happens, and to whom. */
    public Fault fault() {
        return fault;
    }

    /** How often it will still happen; empty where without end. */
    public Optional<Integer> remainingTimes() {
        return fault.times().map(times -> times - happened);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end) || remainingTimes().filter(left -> left <= 0).isPresent();
    }

    /** Whether it happens to that request, which then counts. */
    boolean happensTo(FaultPlace place, String method, Optional<ImageReference> reference, String query) {
        boolean matches = fault.matches(place, method, reference, query);
        matched += matches && matched <= fault.after() ? 1 : 0;
        boolean happens = matches && matched > fault.after() && random.nextDouble() < fault.probability();
        happened += happens ? 1 : 0;
        return happens;
    }
}
