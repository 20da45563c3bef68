package io.damson.dataset;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in the files of a run, as much of it as people want to read at once. Not thread-safe. */
public final class Refusals {
    /** How many mistakes of a run are reported. */
    public static final int MAX = 20;

    private final List<String> mistakes = new ArrayList<>();
    private long repeated;

    /** Takes note of a mistake; beyond {@value #MAX} of none. */
    public void add(String mistake) {
        if (!isFull()) {
            mistakes.add(mistake);
        }
    }

    /** Takes note of an item; one that repeats the mistake of another is only counted. */
    public void add(ImageItem.Refused refused) {
        if (refused.isRepeated()) {
            repeated++;
        } else {
            add(refused.place() + ": " + refused.reason());
        }
    }

    /** Whether there are as many as will be reported, so that the search can end. */
    public boolean isFull() {
        return mistakes.size() == MAX;
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return mistakes.isEmpty();
    }

    /**
     * All of them, a line each; of one alone the line itself.
     *
     * @param consequence what follows from them, such as {@code nothing was changed}; empty where that need not be said
     */
    public String told(String consequence) {
        String end = consequence.isEmpty() ? "" : "; " + consequence;
        if (mistakes.size() == 1 && repeated == 0) {
            return mistakes.get(0) + end;
        }
        StringBuilder told = new StringBuilder(
                        isFull() ? "the first " + MAX + " mistakes" : counted(mistakes.size(), "mistake"))
                .append(end)
                .append(':');
        mistakes.forEach(mistake -> told.append("\n  ").append(mistake));
        if (repeated > 0) {
            told.append("\n  dates like that are in ").append(counted(repeated, "more row"));
        }
        return told.toString();
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** @throws DatasetException with all of them, if there are any */
    public void requireNone() {
        if (!isEmpty()) {
            throw new DatasetException(told(""));
        }
    }
}
