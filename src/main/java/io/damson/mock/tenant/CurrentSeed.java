package io.damson.mock.tenant;

/** What a tenant's data begin as until their file changes. Thread-safe. */
final class CurrentSeed {
    private Seed seed;

    CurrentSeed(Seed seed) {
        this.seed = seed;
    }

    synchronized Seed get() {
        return seed;
    }

    /** The one before. */
    synchronized Seed replace(Seed next) {
        Seed before = seed;
        seed = next;
        return before;
    }
}
