package io.damson.cli;

import io.damson.http.HttpLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much of a request is read, and how long. */
final class LimitOptions {
    @Option(
            names = "--max-target-bytes",
            paramLabel = "N",
            defaultValue = "65536",
            description =
                    "Maximum length of a request target: path and query. A longer one gets a 414 (default: ${DEFAULT-VALUE}).")
    private int maxTargetBytes = HttpLimits.DEFAULT.maxTargetBytes();

    @Option(
            names = "--max-header-bytes",
            paramLabel = "N",
            defaultValue = "32768",
            description =
                    "Maximum size of all header fields of a request. A larger head gets a 431 (default: ${DEFAULT-VALUE}).")
    private int maxHeaderBytes = HttpLimits.DEFAULT.maxHeaderBytes();

    @Option(
            names = "--max-body-bytes",
            paramLabel = "N",
            defaultValue = "65536",
            description = "Maximum size of a request body. A larger one gets a 413 (default: ${DEFAULT-VALUE}).")
    private int maxBodyBytes = HttpLimits.DEFAULT.maxBodyBytes();

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            defaultValue = "7s",
            description =
                    "Time in which a whole request has to arrive. A slower one gets a 408 (default: ${DEFAULT-VALUE}).")
    private Duration requestTimeout = HttpLimits.DEFAULT.requestTimeout();

    @Option(
            names = "--keep-alive-timeout",
            paramLabel = "TIME",
            defaultValue = "8s",
            description = "Time that a connection stays open between two requests (default: ${DEFAULT-VALUE}).")
    private Duration keepAliveTimeout = HttpLimits.DEFAULT.keepAliveTimeout();

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Maximum number of connections at once. Further ones get a 503 (default: ${DEFAULT-VALUE}).")
    private int maxConnections = HttpLimits.MAX_CONNECTIONS;

    /** @throws IllegalArgumentException with what would be right */
    HttpLimits limits() {
        return new HttpLimits(
                maxTargetBytes, maxHeaderBytes, maxBodyBytes, requestTimeout, keepAliveTimeout, maxConnections);
    }
}
