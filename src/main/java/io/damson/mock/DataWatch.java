package io.damson.mock;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks again and again whether data have changed, until it is closed. Events of the file system would miss linked files and replaced
 * folders, and do not come from many mounts.
 */
final class DataWatch implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(250);

    /** A file is written in several steps: when nothing has happened for so long, it is there. */
    private static final Duration QUIET = Duration.ofMillis(50);

    /** Who changes again and again is read all the same: what cannot be taken now is read again soon. */
    private static final int MOST_WAITS = 5;

    private final Watched data;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "damson-watch");

    /** What may change at any time. Thread-safe. */
    interface Watched {
        /** What the files are now. */
        List<DataFolder.Stamp> stamps();

        /** Whether the files are not as they were when they were last read. */
        boolean differs();

        /** Takes what has changed, if anything has. */
        void refresh();
    }

    private DataWatch(Watched data) {
        this.data = data;
    }

    /** Looks, in a thread of its own. */
    static DataWatch start(Watched data) {
        DataWatch started = new DataWatch(data);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (!isClosedWithin(BETWEEN)) {
                if (data.differs() && isOpenWhenItIsQuiet()) {
                    data.refresh();
                }
            }
        } catch (InterruptedException e) {
            // nobody wants to know any more
        }
    }

    /** Waits until the files stay as they are, or for long enough; false if it is closed before. */
    private boolean isOpenWhenItIsQuiet() throws InterruptedException {
        List<DataFolder.Stamp> now = data.stamps();
        for (int waits = 0; waits < MOST_WAITS; waits++) {
            if (isClosedWithin(QUIET)) {
                return false;
            }
            List<DataFolder.Stamp> before = now;
            now = data.stamps();
            if (now.equals(before)) {
                return true;
            }
        }
        return true;
    }

    private boolean isClosedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When it returns, nothing is taken any more. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
