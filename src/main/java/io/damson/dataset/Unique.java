package io.damson.dataset;

import java.util.HashMap;
import java.util.Map;

/** The values of a member that no two images share, and where they are. Not thread-safe. */
final class Unique<T> {
    private final String member;
    private final Map<T, String> places = new HashMap<>();

    Unique(String member) {
        this.member = member;
    }

    /** Whether there was none like it; otherwise that is noted, with both places. */
    boolean isNew(T value, String place, Refusals refusals) {
        String before = places.putIfAbsent(value, place);
        if (before != null) {
            refusals.add("%s: %s is %s; so it is at %s"
                    .formatted(
                            place,
                            member,
                            value instanceof String text ? '"' + ImageRecord.abbreviated(text) + '"' : value,
                            before));
        }
        return before == null;
    }
}
