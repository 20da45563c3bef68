package io.damson.mock.clock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The time of one tenant: it stands still until it is started. Thread-safe. */
public final class MockClock {
    private static final int MAX_YEAR = 9999;
    private static final LocalDateTime LAST_SECOND = LocalDateTime.of(MAX_YEAR, 12, 31, 23, 59, 59);

    private final InstantSource real;
    private LocalDateTime now;

    /** When the clock showed {@link #now}, of a clock that runs. */
    private Optional<LocalDateTime> since = Optional.empty();

    /** Stands still at the present second. */
    public MockClock(InstantSource real) {
        this.real = real;
        this.now = realNow();
    }

    private LocalDateTime realNow() {
        return LocalDateTime.ofInstant(real.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The time, in UTC. One that runs stands still at the last second that the contract can print. */
    public synchronized LocalDateTime now() {
        LocalDateTime shown = since.map(start ->
                        now.plus(Duration.between(start, LocalDateTime.ofInstant(real.instant(), ZoneOffset.UTC))))
                .orElse(now);
        return shown.getYear() > MAX_YEAR ? LAST_SECOND : shown;
    }

    /** Whether it runs. */
    public synchronized boolean isRunning() {
        return since.isPresent();
    }

    /**
     * Sets it, then adds to it, then lets it run or stand still.
     *
     * @throws IllegalArgumentException if the time leaves the years 1 to 9999
     */
    public synchronized void change(Optional<LocalDateTime> set, Duration advance, boolean running) {
        now = changed(set, advance);
        since = running ? Optional.of(LocalDateTime.ofInstant(real.instant(), ZoneOffset.UTC)) : Optional.empty();
    }

    /**
     * What it would show if it were set, and added to.
     *
     * @throws IllegalArgumentException if the time leaves the years 1 to 9999
     */
    public synchronized LocalDateTime changed(Optional<LocalDateTime> set, Duration advance) {
        LocalDateTime changed;
        try {
            changed = set.orElse(now()).plus(advance);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("the time has to stay in the years 1 to " + MAX_YEAR, e);
        }
        if (changed.getYear() < 1 || changed.getYear() > MAX_YEAR) {
            throw new IllegalArgumentException("the time has to stay in the years 1 to " + MAX_YEAR);
        }
        return changed;
    }

    /** Makes it show what another shows, and run if that runs. */
    public void follow(MockClock other) {
        synchronized (other) { // both as of one moment
            change(Optional.of(other.now()), Duration.ZERO, other.isRunning());
        }
    }

    /** Stands still at the present second again. */
    public synchronized void reset() {
        now = realNow();
        since = Optional.empty();
    }
}
