package io.damson.http;

import io.damson.http.Claim.Kind;
import java.util.EnumMap;
import java.util.Map;

/** How many places are taken, kind by kind. Not thread-safe. */
final class Places {
    private final Map<Kind, Integer> taken = new EnumMap<>(Kind.class);
    private int all;

    int all() {
        return all;
    }

    int taken(Kind kind) {
        return taken.getOrDefault(kind, 0);
    }

    int lasting() {
        return all - taken(Kind.QUICK);
    }

    void take(Kind kind) {
        taken.merge(kind, 1, Integer::sum);
        all++;
    }

    void giveBack(Kind kind) {
        taken.merge(kind, -1, Integer::sum);
        all--;
    }
}
