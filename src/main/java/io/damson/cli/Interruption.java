package io.damson.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets long work end in order when the process is told to stop: the work asks, and the process waits for it. Thread-safe. */
final class Interruption implements AutoCloseable {
    private static final int GRACE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "damson-interrupted");
    private final PrintWriter err;
    private final Runnable stopping;
    private volatile boolean asked;

    /**
     * From now on.
     *
     * @param err is told at once that the process will stop
     * @param stopping is done then, for work that does not ask
     */
    Interruption(PrintWriter err, Runnable stopping) {
        this.err = err;
        this.stopping = stopping;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        asked = true;
        err.println("stopping after the work in progress");
        err.flush();
        stopping.run();
        try {
            // Work that waits for its input does not notice; then the database undoes what is not committed.
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("stopped in the middle of a read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process has been told to stop. */
    boolean isAsked() {
        return asked;
    }

    /** The work has ended. */
    @Override
    public void close() {
        ended.countDown();
        if (!asked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
