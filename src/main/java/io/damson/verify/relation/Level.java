package io.damson.verify.relation;

import java.util.Locale;

/** What a relation stands on. Each level includes those before it. */
public enum Level {
    /** It is in the documentation. */
    DOCUMENTED,
    /** It follows from OData 4.01, which the documentation names, or from HTTP. */
    ODATA,
    /** It is Damson's reading of what both leave open. */
    DAMSON;

    /** Whether a relation of the other level is asked at this one. */
    public boolean includes(Level other) {
        return other.compareTo(this) <= 0;
    }

    /** As options and reports have it: {@code odata}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
