package io.damson.mock.fault;

import io.damson.image.ImageReference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that lie in wait for one tenant's requests, or for those of all. Thread-safe. */
public final class Faults {
    /** How many may be armed at once. */
    public static final int MAX_ARMED = 100;

    private final InstantSource real;
    private final List<ArmedFault> armed = new ArrayList<>();

    /** None yet; times to live are counted by the real clock. */
    public Faults(InstantSource real) {
        this.real = real;
    }

    /** Arms a fault after those that are armed; empty where too many are. */
    public synchronized Optional<ArmedFault> arm(Fault fault) {
        drop();
        if (armed.size() >= MAX_ARMED) {
            return Optional.empty();
        }
        ArmedFault added = new ArmedFault(fault, real.instant());
        armed.add(added);
        return Optional.of(added);
    }

    /** Those that may still happen, in the order in which they are tried. */
    public synchronized List<ArmedFault> armed() {
        drop();
        return List.copyOf(armed);
    }

    /** Disarms the one; whether it was armed. */
    public synchronized boolean disarm(String id) {
        return armed.removeIf(fault -> fault.id().equals(id));
    }

    /** Disarms all. */
    public synchronized void clear() {
        armed.clear();
    }

    /**
     * What the request meets; the fault that it meets has happened once more.
     *
     * @param query as it came, empty where there is none
     */
    public synchronized Optional<Outcome> meet(
            FaultPlace place, String method, Optional<ImageReference> reference, String query) {
        if (armed.isEmpty()) {
            return Optional.empty();
        }
        drop();
        return armed.stream()
                .filter(fault -> fault.happensTo(place, method, reference, query))
                .findFirst()
                .map(fault -> fault.fault().outcome());
    }

    private void drop() {
        armed.removeIf(fault -> fault.isOver(real.instant()));
    }
}
