package io.damson.proxy;

import io.damson.verify.exchange.Target;
import java.time.Duration;

/**
 * Where a proxy listens, and what it stands before.
 *
 * @param host the name or address to listen on
 * @param port 1 to 65535, or 0 for any that is free
 * @param basePath what stands before {@code /images} for clients: begins with a slash
 * @param upstream the server behind it
 * @param isTold whether responses of the API have the verdict in {@code Damson-Verdict}
 * @param isEnforced whether a wrong response becomes a 502
 * @param connectTimeout how long a connection to the upstream may take
 * @param responseTimeout how long the upstream may send nothing
 */
public record ProxyConfiguration(
        String host,
        int port,
        String basePath,
        Target upstream,
        boolean isTold,
        boolean isEnforced,
        Duration connectTimeout,
        Duration responseTimeout) {}
