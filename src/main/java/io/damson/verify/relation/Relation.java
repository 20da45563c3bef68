package io.damson.verify.relation;

import java.util.Set;

/**
 * Something that holds for every correct server.
 *
 * @param id names it in reports and on command lines, such as {@code FILTER-4}: its group and its place in it
 * @param title what holds, as a sentence
 * @param because the sentence that it stands on, with its source
 * @param after ids of relations that say more exactly what is wrong: when one of them fails, or one of those that it stands after,
 *     this one is not asked
 * @param cases what is asked, in YAML; empty for one that is written in Java
 * @param deletes whether it deletes images, where that is allowed
 * @param isWarning whether a failure only counts where it is asked for: servers may say more than is documented
 */
public record Relation(
        String id,
        String title,
        Level level,
        String because,
        Set<String> after,
        String cases,
        boolean deletes,
        boolean isWarning,
        Check check) {
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
        this(id, title, level, because, Set.of(), "", false, false, check);
    }

    /** The same, but not asked when one of those failed. */
    Relation after(String... ids) {
        return new Relation(id, title, level, because, Set.of(ids), cases, deletes, isWarning, check);
    }

    Relation withCases(String yaml) {
        return new Relation(id, title, level, because, after, yaml, deletes, isWarning, check);
    }

    Relation deleting() {
        return new Relation(id, title, level, because, after, cases, true, isWarning, check);
    }

    Relation warning() {
        return new Relation(id, title, level, because, after, cases, deletes, true, check);
    }

    /** What it belongs to, such as {@code FILTER}. */
    public String group() {
        return id.substring(0, id.lastIndexOf('-'));
    }

    /** Its place in the group. */
    int number() {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
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
