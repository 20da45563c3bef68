package io.damson.cli;

import io.damson.http.AddressRange;
import io.damson.http.ClientAddresses;
import io.damson.http.ForwardedFor;
import io.damson.rest.RateLimit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a server takes its clients for, and what it does about those whose keys are wrong. */
final class ClientOptions implements Mistakes.Checked {
    private static final String OFF = "off";

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            split = ",",
            description =
                    "Address range of proxies that name the client in a header field, such as 10.0.0.0/8. Repeatable (default: none).")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--forwarded-header",
            paramLabel = "NAME",
            description =
                    "Header field in which trusted proxies name the client: X-Forwarded-For or Forwarded (default: X-Forwarded-For).")
    private @Nullable ForwardedFor forwardedHeader;

    @Option(
            names = "--wrong-keys",
            paramLabel = "N/TIME",
            defaultValue = "100/1m",
            description =
                    "Wrong API keys that one client address may send in a time, or off. The responses to further ones are delayed (default: ${DEFAULT-VALUE}).")
    private String wrongKeys = OFF;

    @Override
    public List<Runnable> checks() {
        return List.of(this::addresses, this::requireUse, this::wrongKeys);
    }

    private void requireUse() {
        if (forwardedHeader != null && trustedProxies.isEmpty()) {
            throw new IllegalArgumentException("--forwarded-header has no effect without --trusted-proxy");
        }
    }

    /** Whom requests come from. */
    ClientAddresses addresses() {
        try {
            return new ClientAddresses(
                    trustedProxies.stream().map(AddressRange::parse).toList(),
                    forwardedHeader == null ? ForwardedFor.X_FORWARDED_FOR : forwardedHeader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--trusted-proxy: " + e.getMessage(), e);
        }
    }

    /** How many wrong keys an address may send; empty for any number. */
    Optional<RateLimit> wrongKeys() {
        try {
            return wrongKeys.equals(OFF) ? Optional.empty() : Optional.of(RateLimit.parse(wrongKeys));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--wrong-keys: " + e.getMessage(), e);
        }
    }
}
