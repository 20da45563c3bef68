package io.damson.verify.relation;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private static final Pattern RANGE = Pattern.compile("([A-Z0-9]+-)([0-9]{1,4})\\.\\.([0-9]{1,4})");

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

    /**
     * {@code FILTER-1..29} in {@code after} is short for all of them.
     *
     * @throws IllegalArgumentException if such a range is empty
     */
    public Relation {
        after = after.stream().flatMap(Relation::ids).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> ids(String text) {
        Matcher range = RANGE.matcher(text);
        if (range.matches() && Integer.parseInt(range.group(2)) > Integer.parseInt(range.group(3))) {
            throw new IllegalArgumentException("'" + text + "' names no relation: the lesser number stands first");
        }
        return range.matches()
                ? IntStream.rangeClosed(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(3)))
                        .mapToObj(number -> range.group(1) + number)
                : Stream.of(text);
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
