package io.damson.mock.journal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest requests of one tenant. Thread-safe: guarded by the space that it has with others. */
public final class Journal {
    /** The oldest of more than these is forgotten. */
    static final int MAX_ENTRIES = 1_000;

    private final JournalSpace space;
    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private boolean closed;

    /** Has none yet. */
    public Journal(JournalSpace space) {
        this.space = space;
    }

    /** Adds the newest. */
    public void add(JournalEntry entry) {
        synchronized (space) {
            if (closed) {
                return;
            }
            if (entries.size() == MAX_ENTRIES) {
                forget(entries.getLast());
            }
            entries.addFirst(entry);
            space.take(entry, this);
        }
    }

    /** Adds a part of the body of an entry's answer. The bytes are copied, as many as are kept. */
    public void addBody(JournalEntry entry, ByteBuffer part) {
        synchronized (space) {
            space.grown(entry, entry.body().add(part));
        }
    }

    /** Forgets the oldest. */
    void forget(JournalEntry oldest) {
        synchronized (space) {
            entries.removeLastOccurrence(oldest);
            space.free(oldest);
        }
    }

    /** Those that are kept, the newest first. */
    public List<JournalEntry> entries() {
        synchronized (space) {
            return List.copyOf(entries);
        }
    }

    /** Forgets all. */
    public void clear() {
        synchronized (space) {
            entries.forEach(space::free);
            entries.clear();
        }
    }

    /** Forgets all, and whatever comes. */
    public void close() {
        synchronized (space) {
            clear();
            closed = true;
        }
    }
}
