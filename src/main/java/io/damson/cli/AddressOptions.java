package io.damson.cli;

import io.damson.http.HttpLimits;
import io.damson.rest.RateLimit;
import io.damson.server.ServerConfiguration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a server listens. */
final class AddressOptions implements Mistakes.Checked {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on: a name or an IP address, 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on, 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--base-path",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "Path in front of /images, such as /dam (default: ${DEFAULT-VALUE}).")
    private String basePath = "/";

    @Override
    public List<Runnable> checks() {
        return List.of(
                () -> new ServerConfiguration(host, port, "/", HttpLimits.DEFAULT, Optional.empty()),
                () -> ListenOptions.requireHost("--", host),
                () -> new ServerConfiguration(host, 0, basePath, HttpLimits.DEFAULT, Optional.empty()));
    }

    /** The name or address to listen on. */
    String host() {
        return host;
    }

    /** The port that is given; 0 for any. */
    int port() {
        return port;
    }

    /** The path in front of the API. */
    String basePath() {
        return basePath;
    }

    /** With what else a server is told. */
    ServerConfiguration configuration(HttpLimits limits, Optional<RateLimit> rateLimit, boolean gzip) {
        return new ServerConfiguration(host, port, basePath, limits, rateLimit, gzip);
    }
}
