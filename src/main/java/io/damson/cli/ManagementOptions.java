package io.damson.cli;

import io.damson.server.Management;
import io.damson.server.Readiness;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where those who run a server find its health and metrics. */
final class ManagementOptions implements Mistakes.Checked {
    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description =
                    "Port of /health/live, /health/ready and /metrics, 0 for any that is free (default: none of these).")
    private @Nullable Integer port;

    @Option(
            names = "--management-host",
            paramLabel = "HOST",
            description = "Address of that port (default: " + LOOPBACK + ").")
    private @Nullable String host;

    @Override
    public List<Runnable> checks() {
        return List.of(this::check, this::requireHost);
    }

    private void check() {
        if (port == null && host != null) {
            throw new IllegalArgumentException("--management-host is the address of --management-port: give that too");
        }
        if (port != null) {
            var unused = Management.configuration(host(), port);
        }
    }

    private void requireHost() {
        if (port != null) {
            ListenOptions.requireHost("--management-", host());
        }
    }

    /** @throws IllegalArgumentException if it is that of the API */
    void requireOtherThan(int apiPort) {
        if (port != null && port != 0 && port == apiPort) {
            throw new IllegalArgumentException("--management-port has to be another than --port: both are " + port);
        }
    }

    private String host() {
        return host == null ? LOOPBACK : host;
    }

    /** Starts to answer; empty where nobody wants to know. */
    Optional<Management> start(Readiness readiness) {
        return Optional.ofNullable(port)
                .map(number -> ListenOptions.start(
                        Management.configuration(host(), number),
                        "--management-",
                        configuration -> Management.start(configuration, readiness)));
    }
}
