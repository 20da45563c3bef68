package io.damson.cli;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * One line on a terminal that says how far long work is, how fast it goes and how long it still takes; nothing where the errors go
 * elsewhere. Not thread-safe.
 */
final class Progress implements AutoCloseable {
    private static final long NANOS_BETWEEN = Duration.ofMillis(200).toNanos();
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter terminal;
    private final boolean shown;
    private final String doing;
    private final String unit;
    private final long begun = System.nanoTime();
    private long printed = begun;

    /** For work on images that begins now. */
    Progress(PrintWriter terminal, String doing) {
        this(terminal, doing, "images");
    }

    /** For work that begins now, of which so many of a unit are done. */
    Progress(PrintWriter terminal, String doing, String unit) {
        this.terminal = terminal;
        this.doing = doing;
        this.unit = unit;
        // The launcher can tell; Java only whether input and output, both, are terminals.
        this.shown = Boolean.getBoolean("damson.terminal");
    }

    /**
     * Says how far the work is.
     *
     * @param done how many of the unit are done
     * @param share how much of the work that is, 0 to 1; 0 where nobody knows
     */
    void at(long done, double share) {
        long now = System.nanoTime();
        if (shown && now - printed >= NANOS_BETWEEN) {
            printed = now;
            terminal.print(CLEAR_LINE + line(done, share, Duration.ofNanos(now - begun)));
            terminal.flush();
        }
    }

    private String line(long done, double share, Duration elapsed) {
        long rate = done * 1_000 / Math.max(1, elapsed.toMillis());
        String line = "%s: %,d %s, %,d/s".formatted(doing, done, unit, rate);
        if (share <= 0) {
            return line;
        }
        Duration left = Duration.ofMillis((long) (elapsed.toMillis() * (1 - share) / share));
        return "%s, %d %%, %d:%02d left".formatted(line, (int) (share * 100), left.toMinutes(), left.toSecondsPart());
    }

    /** Clears the line. */
    @Override
    public void close() {
        if (shown) {
            terminal.print(CLEAR_LINE);
            terminal.flush();
        }
    }
}
