package io.damson.mock.tenant;

/** What a tenant's data begin as until their file changes. Thread-safe. */
final class CurrentSeed {
    private volatile Seed seed;

    CurrentSeed(Seed seed) {
        this.seed = seed;
    }

    Seed get() {
        return seed;
    }

    void set(Seed next) {
        seed = next;
    }
}
