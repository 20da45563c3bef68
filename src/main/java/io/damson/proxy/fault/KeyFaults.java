package io.damson.proxy.fault;

import io.damson.http.ProblemException;
import io.damson.mock.fault.Faults;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that lie in wait for the requests of an API key, or for those of all. Thread-safe. */
public final class KeyFaults {
    /** For how many keys faults may be armed at once. */
    private static final int MAX_KEYS = 100;

    private final Faults ofAll = new Faults(InstantSource.system());
    private final Map<String, OfKey> byKey = new LinkedHashMap<>();
    private long keys;

    /**
     * The faults of one key.
     *
     * @param label what stands for the key where it must not be printed, such as {@code key-1}
     */
    record OfKey(String label, Faults faults) {}

    /** For the requests of all keys. */
    Faults ofAll() {
        return ofAll;
    }

    /** For the requests of that key; empty where none was armed for it alone. */
    synchronized Optional<OfKey> of(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * The same, made where there are none.
     *
     * @throws ProblemException if there are too many keys
     */
    synchronized OfKey make(String key) {
        OfKey known = byKey.get(key);
        if (known != null) {
            return known;
        }
        if (byKey.size() >= MAX_KEYS) {
            byKey.values().removeIf(other -> other.faults.armed().isEmpty());
        }
        if (byKey.size() >= MAX_KEYS) {
            throw ProblemException.invalid(
                    "X-API-KEY", "faults are armed for " + MAX_KEYS + " API keys, which is the most; disarm some");
        }
        keys++;
        OfKey made = new OfKey("key-" + keys, new Faults(InstantSource.system()));
        byKey.put(key, made);
        return made;
    }

    /** Those of each key, in the order in which the keys came. */
    synchronized List<OfKey> ofKeys() {
        return new ArrayList<>(byKey.values());
    }
}
