package io.damson.mock.journal;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the journals of all tenants may take together: where it is full, the oldest request of all is forgotten. Thread-safe. */
public final class JournalSpace {
    private final long maxBytes;
    private final Map<JournalEntry, Journal> oldestFirst = new LinkedHashMap<>();
    private long bytes;

    /** With at most so many bytes of requests. */
    public JournalSpace(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void take(JournalEntry entry, Journal journal) {
        oldestFirst.put(entry, journal);
        bytes += entry.bytes();
        forgetWhatIsOver();
    }

    /** An entry takes so many bytes more than when it was taken; nothing, if it has been forgotten. */
    synchronized void grown(JournalEntry entry, int more) {
        if (more > 0 && oldestFirst.containsKey(entry)) {
            bytes += more;
            forgetWhatIsOver();
        }
    }

    private void forgetWhatIsOver() {
        while (bytes > maxBytes) {
            Map.Entry<JournalEntry, Journal> oldest =
                    oldestFirst.entrySet().iterator().next();
            oldest.getValue().forget(oldest.getKey());
        }
    }

    synchronized void free(JournalEntry entry) {
        if (oldestFirst.remove(entry) != null) {
            bytes -= entry.bytes();
        }
    }
}
