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
            description = "Longest request target, path and query; beyond: 414 (default: ${DEFAULT-VALUE}).")
    private int maxTargetBytes = HttpLimits.DEFAULT.maxTargetBytes();

    @Option(
            names = "--max-header-bytes",
            paramLabel = "N",
            defaultValue = "32768",
            description = "Most bytes of all header fields together; beyond: 431 (default: ${DEFAULT-VALUE}).")
    private int maxHeaderBytes = HttpLimits.DEFAULT.maxHeaderBytes();

    @Option(
            names = "--max-body-bytes",
            paramLabel = "N",
            defaultValue = "65536",
            description = "Longest request body; beyond: 413 (default: ${DEFAULT-VALUE}).")
    private int maxBodyBytes = HttpLimits.DEFAULT.maxBodyBytes();

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            defaultValue = "7s",
            description = "Within what time a request has to be whole; beyond: 408 (default: ${DEFAULT-VALUE}).")
    private Duration requestTimeout = HttpLimits.DEFAULT.requestTimeout();

    @Option(
            names = "--keep-alive-timeout",
            paramLabel = "TIME",
            defaultValue = "8s",
            description = "How long a connection stays open between two requests (default: ${DEFAULT-VALUE}).")
    private Duration keepAliveTimeout = HttpLimits.DEFAULT.keepAliveTimeout();

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Most connections at once; beyond: 503 (default: ${DEFAULT-VALUE}).")
    private int maxConnections = HttpLimits.MAX_CONNECTIONS;

    /** @throws IllegalArgumentException with what would be right */
    HttpLimits limits() {
        return new HttpLimits(
                maxTargetBytes, maxHeaderBytes, maxBodyBytes, requestTimeout, keepAliveTimeout, maxConnections);
    }
}
