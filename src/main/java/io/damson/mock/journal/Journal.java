package io.damson.mock.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest requests of one tenant. Thread-safe. */
public final class Journal {
    /** The oldest of more than these is forgotten. */
    static final int MAX_ENTRIES = 1_000;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();

    /** Adds the newest. */
    public synchronized void add(JournalEntry entry) {
        if (entries.size() == MAX_ENTRIES) {
            entries.removeLast();
        }
        entries.addFirst(entry);
    }

    /** Those that are kept, the newest first. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** Forgets all. */
    public synchronized void clear() {
        entries.clear();
    }
}
