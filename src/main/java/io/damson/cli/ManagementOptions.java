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
                    "Port of /health/live, /health/ready and /metrics, 0 for any free port (default: no such port).")
    private @Nullable Integer port;

    @Option(
            names = "--management-host",
            paramLabel = "HOST",
            description = "Address of the management port (default: " + LOOPBACK + ").")
    private @Nullable String host;

    @Override
    public List<Runnable> checks() {
        return List.of(this::check, this::requireHost);
    }

    private void check() {
        if (port == null && host != null) {
            throw new IllegalArgumentException("--management-host has no effect without --management-port");
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

    /**
     * Starts to answer; empty where nobody wants to know.
     *
     * @param apiPort the port that the API will listen on
     */
    Optional<Management> start(Readiness readiness, int apiPort) {
        return Optional.ofNullable(port)
                .map(number -> ListenOptions.start(
                        Management.configuration(host(), number),
                        "--management-",
                        apiPort,
                        configuration -> Management.start(configuration, readiness)));
    }
}
