package io.damson.proxy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of failures that come in bursts, once a burst. Thread-safe. */
final class Warnings {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);

    private final AtomicLong last = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /** The failure is the first one if none has come for ten seconds. */
    void warn(String text) {
        long now = System.nanoTime();
        if (now - last.getAndSet(now) >= QUIET_NANOS) {
            LOG.warn("{}; further failures are not logged until there has been none for 10s", text);
        }
    }
}
