package io.damson.verify;

import java.util.Locale;

/** What keeps a run from being a success. Each includes those before it. */
public enum FailOn {
    /** A relation that does not hold. */
    FAILED,
    /** Also one that was asked for and could not be checked. */
    SKIPPED,
    /** Also one that could be checked only in part. */
    PARTLY;

    /** Whether an outcome that is no failure is none of a success either. */
    public boolean includes(Outcome outcome) {
        return switch (this) {
            case FAILED -> false;
            case SKIPPED -> outcome instanceof Outcome.NotChecked;
            case PARTLY -> !outcome.gaps().isEmpty();
        };
    }

    /** As options and reports have it: {@code skipped}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
