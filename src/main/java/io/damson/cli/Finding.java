package io.damson.cli;

import java.util.Locale;

/**
 * What {@code damson doctor} has found.
 *
 * @param check what was looked at: {@code java}, {@code port}, {@code management-port}, {@code data} or {@code database}
 * @param state whether it is in order
 * @param message what is there; of what is not in order, also what to do
 */
record Finding(String check, State state, String message) {
    enum State {
        OK,
        /** Nothing is broken, but a command without options would not work, or have nothing to work on. */
        WARNING,
        FAULT;

        /** As it is printed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether something has to be done. */
    boolean isFault() {
        return state == State.FAULT;
    }

    /** A line of it. */
    String line() {
        return "%-8s  %-8s  %s".formatted(state, check, message);
    }
}
