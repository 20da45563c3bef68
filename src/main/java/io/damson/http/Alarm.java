package io.damson.http;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one clock of a connection. Setting and stopping it costs a request next to nothing: the timer behind it is moved only where it
 * would ring too late, and where it rings too early it goes on. Not thread-safe; {@link #isDue()} is for whoever is rung for.
 */
final class Alarm {
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "damson-clock");
        thread.setDaemon(true);
        return thread;
    });

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    /**
     * Does something once.
     *
     * @param work runs on a thread that all connections share, so it must not wait
     */
    static void after(Duration time, Runnable work) {
        var unused = TIMER.schedule(work, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private final Runnable ring;
    private @Nullable ScheduledFuture<?> timer;
    private long timerEnd;
    private long end;
    private boolean isSet;

    /** @param ring runs on a thread that all connections share, so it must not wait */
    Alarm(Runnable ring) {
        this.ring = ring;
    }

    /** From now on counts this time, and no other. */
    void set(Duration time) {
        end = System.nanoTime() + time.toNanos();
        isSet = true;
        if (timer == null || timerEnd - end > 0) {
            startTimer();
        }
    }

    /** Counts no time. */
    void stop() {
        isSet = false;
    }

    /** Counts no time, and leaves nothing behind. */
    void close() {
        stop();
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void startTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
        timerEnd = end;
        timer = TIMER.schedule(ring, end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Whether the time is over, which is said once. */
    boolean isDue() {
        timer = null;
        if (!isSet) {
            return false;
        }
        if (end - System.nanoTime() > 0) {
            startTimer();
            return false;
        }
        isSet = false;
        return true;
    }
}
