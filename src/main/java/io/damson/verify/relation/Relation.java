package io.damson.verify.relation;

import java.util.Set;

/**
 * Something that holds for every correct server.
 *
 * @param id names it in reports and on command lines, such as {@code FILTER-4}
 * @param title what holds, as a sentence
 * @param because the sentence that it stands on, with its source
 * @param after ids of relations that say more exactly what is wrong: when one of them fails, or one of those that it stands after,
 *     this one is not asked
 */
public record Relation(String id, String title, Level level, String because, Set<String> after, Check check) {
    /** Asks a server. */
    @FunctionalInterface
    interface Check {
        /**
         * Asks as much as needed.
         *
         * @throws Violation if it does not hold
         * @throws NotCheckable if nothing can be said
         */
        void check(Probe probe);
    }

    Relation(String id, Level level, String title, String because, Check check) {
        this(id, title, level, because, Set.of(), check);
    }

    /** The same, but not asked when one of those failed. */
    Relation after(String... ids) {
        return new Relation(id, title, level, because, Set.of(ids), check);
    }

    /** Whether it deletes images, where that is allowed. */
    public boolean deletes() {
        return id.startsWith("DELETE-");
    }

    /**
     * Asks a server.
     *
     * @throws Violation if it does not hold
     * @throws NotCheckable if nothing can be said
     */
    public void check(Probe probe) {
        check.check(probe);
    }
}
