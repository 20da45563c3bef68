package io.damson.mock;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees when something in a folder changes, until it is closed. */
final class DataWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataWatch.class);

    /** A file is written in several steps: when nothing has happened for so long, it is there. */
    private static final int QUIET_MILLIS = 50;

    private final WatchService watch;
    private final Runnable changed;

    private DataWatch(WatchService watch, Runnable changed) {
        this.watch = watch;
        this.changed = changed;
    }

    /** @param changed is told, by a thread of its own */
    static DataWatch start(Path folder, Runnable changed) throws IOException {
        WatchService watch = folder.getFileSystem().newWatchService();
        folder.register(
                watch,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        DataWatch started = new DataWatch(watch, changed);
        Thread thread = new Thread(started::run, "damson-watch");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private void run() {
        try {
            while (forget(watch.take())) {
                for (WatchKey key = next(); key != null && forget(key); key = next()) {}
                changed.run();
            }
            LOG.warn("the folder of the data is gone; changes are seen no more");
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // closed: nobody wants to know any more
        }
    }

    private WatchKey next() throws InterruptedException {
        return watch.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What has happened does not matter, but that something has; false when the folder is gone. */
    private static boolean forget(WatchKey key) {
        key.pollEvents();
        return key.reset();
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            LOG.warn("the watch over the data does not end: {}", e.getMessage());
        }
    }
}
