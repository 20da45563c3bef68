package io.damson.mock;

import io.damson.http.HttpLimits;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.tenant.Sandboxes;
import io.damson.server.ServerConfiguration;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A mock in this process, on a free port of the loopback address; there may be several at once. Thread-safe. */
public final class DamsonMock implements AutoCloseable {
    private final MockServer server;
    private final AtomicLong sandboxes = new AtomicLong();

    private DamsonMock(MockServer server) {
        this.server = server;
    }

    /** With the data that come with Damson. */
    public static DamsonMock start() {
        return start(Optional.empty());
    }

    /**
     * With data of one's own.
     *
     * @param data a folder of data files, or one file
     * @throws io.damson.dataset.DatasetException if they cannot be taken
     */
    public static DamsonMock start(Path data) {
        return start(Optional.of(data));
    }

    private static DamsonMock start(Optional<Path> data) {
        try {
            return new DamsonMock(MockServer.start(new MockConfiguration(
                    data,
                    List.of(),
                    new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                    DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT,
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    StandingFaults.NONE,
                    Optional.empty())));
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    /** Where the API is, without a slash at the end. */
    public URI url() {
        return server.uri();
    }

    /** A new API key: its first request creates a fresh copy of the data. */
    public String newSandboxKey() {
        return Sandboxes.KEY_PREFIX + sandboxes.incrementAndGet();
    }

    /** A new sandbox. */
    public Sandbox newSandbox() {
        return new Sandbox(url(), newSandboxKey());
    }

    @Override
    public void close() {
        server.close();
    }
}
