package io.damson.server;

import io.damson.store.DatabaseUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a server can be asked: not before its database is open and its schema up to date, not while the database does not answer, and
 * not from the moment on at which it is told to stop. Thread-safe.
 */
public final class Readiness {
    /** Less than the second that probes wait by default. */
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private volatile Optional<String> beside =
            Optional.of("the database is being opened, and its schema brought up to date");
    private volatile Runnable check = () -> {};
    private @Nullable CompletableFuture<Void> running;
    private boolean wasReady;

    /**
     * It answers from now on, as long as its database does.
     *
     * @param databaseCheck throws where the database does not answer; one call at a time, which may last long
     */
    public void serve(Runnable databaseCheck) {
        check = databaseCheck;
        beside = Optional.empty();
    }

    /** It stops from now on. */
    public void drain() {
        beside = Optional.of("the server is stopping");
    }

    /** Why it cannot be asked now; empty where it can. Takes a second at most. */
    public Optional<String> whyNot() {
        Optional<String> reason = beside.isPresent() ? beside : ofDatabase();
        log(reason);
        return reason;
    }

    private Optional<String> ofDatabase() {
        try {
            check().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of("the database has not answered within " + PATIENCE.toMillis() + " ms");
        } catch (ExecutionException e) {
            return Optional.of(
                    e.getCause() instanceof DatabaseUnavailableException away
                            ? away.reason().sentence()
                            : "a statement failed; the log of a request has the cause");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the server is stopping");
        }
    }

    /** One at a time: of a database that hangs, each would hold a connection and a thread. */
    private synchronized CompletableFuture<Void> check() {
        CompletableFuture<Void> current = running;
        if (current == null || current.isDone()) {
            current = CompletableFuture.runAsync(check, work -> {
                Thread thread = new Thread(work, "damson-ready");
                thread.setDaemon(true);
                thread.start();
            });
            running = current;
        }
        return current;
    }

    private synchronized void log(Optional<String> reason) {
        if (wasReady && reason.isPresent()) {
            LOG.warn("not ready: {}", reason.get());
        } else if (!wasReady && reason.isEmpty()) {
            LOG.info("ready");
        }
        wasReady = reason.isEmpty();
    }
}
