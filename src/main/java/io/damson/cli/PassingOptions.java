package io.damson.cli;

import io.damson.verify.exchange.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a proxy passes requests on to, and how long it waits. */
final class PassingOptions implements Mistakes.Checked {
    @Option(
            names = "--upstream",
            paramLabel = "URL",
            required = true,
            description = "URL of the API that requests are passed on to, without /images at its end.")
    private @Nullable URI upstream;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Time that a connection to the upstream may take (default: ${DEFAULT-VALUE}).")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--response-timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description =
                    "Time that the upstream may send nothing of a response. Then the client gets a 504 (default: ${DEFAULT-VALUE}).")
    private Duration responseTimeout = Duration.ofSeconds(60);

    @Override
    public List<Runnable> checks() {
        return List.of(
                () -> Optional.ofNullable(upstream).ifPresent(PassingOptions::target),
                trust::requireReadable,
                () -> requireSome("--connect-timeout", connectTimeout),
                () -> requireSome("--response-timeout", responseTimeout));
    }

    private static void requireSome(String option, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(option + " has to be longer than nothing, such as 10s");
        }
    }

    private static Target target(URI url) {
        try {
            return new Target(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(inOwnWords(String.valueOf(e.getMessage())), e);
        }
    }

    /** A proxy passes on what clients send: a user has no place in its command line, nor has a header field. */
    private static String inOwnWords(String message) {
        return message.replaceFirst("^--url: ", "--upstream: ")
                .replaceFirst("which get into logs; .*", "which get into logs; clients send them in Authorization");
    }

    /** The server behind the proxy, where the command line names one of the API. */
    Optional<Target> given() {
        try {
            return Optional.ofNullable(upstream).map(PassingOptions::target);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // told by its own check
        }
    }

    /** The server behind the proxy. */
    Target upstream() {
        Target target = target(Objects.requireNonNull(upstream));
        target = trust.certificates().map(target::withCertificates).orElse(target);
        return trust.isInsecure() ? target.withAnyCertificate() : target;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration responseTimeout() {
        return responseTimeout;
    }
}
