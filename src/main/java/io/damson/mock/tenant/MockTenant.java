package io.damson.mock.tenant;

import io.damson.mock.clock.MockClock;
import io.damson.mock.clock.Processing;
import io.damson.mock.fault.Faults;
import io.damson.mock.journal.Journal;
import io.damson.store.SeedStore;
import io.damson.tenant.Tenant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** A tenant of the mock with all that is its own; none of it is another's. Thread-safe. */
public final class MockTenant {
    private final String label;
    private final Tenant tenant;
    private final Supplier<Seed> seed;
    private final SeedStore store;
    private final MockClock clock;
    private final Faults faults;
    private final Journal journal = new Journal();
    private final Processing processing;

    /** Has its images from the start. */
    MockTenant(String label, Tenant tenant, Supplier<Seed> seed, SeedStore store, InstantSource real) {
        this.label = label;
        this.tenant = tenant;
        this.seed = seed;
        this.store = store;
        this.clock = new MockClock(real);
        this.faults = new Faults(real);
        this.processing = new Processing(references -> store.finishProcessing(tenant, references));
        restore();
    }

    /** What people call it: its name, or the key of the sandbox that it is. */
    public String label() {
        return label;
    }

    /** Whose the images in the store are. */
    public Tenant tenant() {
        return tenant;
    }

    /** The time by which its images are processed. */
    public MockClock clock() {
        return clock;
    }

    /** What lies in wait for its requests alone. */
    public Faults faults() {
        return faults;
    }

    /** Its requests. */
    public Journal journal() {
        return journal;
    }

    /** Its images that are being processed. */
    public Processing processing() {
        return processing;
    }

    /** Finishes whatever its clock says is over. */
    public void settle() {
        processing.settle(clock.now());
    }

    /** Begins with what another clock shows, in place of its own. */
    void follow(MockClock other) {
        clock.follow(other);
        processing.restart(clock.now(), seed.get().processingFor());
    }

    /** Makes everything as it was in the beginning. */
    public void reset() {
        faults.clear();
        clock.reset();
        restore();
        journal.clear();
    }

    private void restore() {
        Seed beginning = seed.get();
        store.replace(tenant, beginning.images().values());
        processing.restart(clock.now(), beginning.processingFor());
    }
}
