package io.damson.server;

import io.damson.http.HttpLimits;
import io.damson.rest.RateLimit;
import java.util.Optional;

/**
 * Where the API is offered.
 *
 * @param host the address to listen on
 * @param port 1 to 65535, or 0 for any that is free
 * @param basePath what stands before {@code /images}: begins with a slash
 * @param limits how much of a request is read, and how long
 * @param rateLimit what each key may do; empty where there is no limit
 */
public record ServerConfiguration(
        String host, int port, String basePath, HttpLimits limits, Optional<RateLimit> rateLimit) {
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException with what would be right */
    public ServerConfiguration {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("--port has to be 1 to " + MAX_PORT + ", or 0 for any: " + port);
        }
        if (!basePath.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
            throw new IllegalArgumentException("--base-path has to be like / or /dam: " + basePath);
        }
    }
}
