package io.damson.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which certificates of a server are accepted. */
final class TrustOptions {
    @Option(names = "--cacert", paramLabel = "FILE", description = "PEM file of certificates to trust.")
    private @Nullable Path certificates;

    @Option(names = "--insecure", description = "Accept any certificate.")
    private boolean insecure;

    /** @throws IllegalArgumentException if the file cannot be read */
    void requireReadable() {
        if (certificates != null && !Files.isReadable(certificates)) {
            throw new IllegalArgumentException("--cacert: cannot read " + certificates);
        }
    }

    /** The file of those that are trusted; empty where it is Java's own. */
    Optional<Path> certificates() {
        return Optional.ofNullable(certificates);
    }

    /** Whether any is accepted. */
    boolean isInsecure() {
        return insecure;
    }
}
