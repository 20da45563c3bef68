package io.damson.proxy.record;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does something again and again in a thread of its own, as often as it is wanted, but with pauses. Thread-safe. */
final class Rhythm implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicBoolean isComing = new AtomicBoolean();
    private final AtomicBoolean isNext = new AtomicBoolean();
    private final Duration pause;
    private final int share;
    private final Runnable work;
    private volatile long lastNanos;

    private Rhythm(ScheduledThreadPoolExecutor timer, Duration pause, int share, Runnable work) {
        this.timer = timer;
        this.pause = pause;
        this.share = share;
        this.work = work;
    }

    /**
     * Does nothing yet.
     *
     * @param thread the name of its thread
     * @param pause the shortest time until it is done
     * @param share how many times as long as the work, at least, is the pause before the next
     * @param work throws nothing
     */
    static Rhythm start(String thread, Duration pause, int share, Runnable work) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, thread);
            made.setDaemon(true);
            return made;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new Rhythm(timer, pause, share, work);
    }

    /** It is wanted, after the pause. */
    void soon() {
        if (!timer.isShutdown() && isComing.compareAndSet(false, true)) {
            var unused = timer.schedule(this::work, Math.max(pause.toNanos(), share * lastNanos), TimeUnit.NANOSECONDS);
        }
    }

    /** It is wanted without a pause. */
    void now() {
        if (!timer.isShutdown() && isNext.compareAndSet(false, true)) {
            timer.execute(this::work);
        }
    }

    private void work() {
        // Before it begins: what changes from now on may come too late for it.
        isComing.set(false);
        isNext.set(false);
        long start = System.nanoTime();
        work.run();
        lastNanos = System.nanoTime() - start;
    }

    /** Waits for what is under way, a minute at most; there is nothing more after that. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.MINUTES)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
