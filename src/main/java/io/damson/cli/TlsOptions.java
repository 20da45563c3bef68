package io.damson.cli;

import io.damson.server.Tls;
import io.damson.server.TlsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a server proves with that it is who clients take it for. */
final class TlsOptions implements Mistakes.Checked {
    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description =
                    "PKCS12 file with the private key and its certificates, for HTTPS. A changed file is read again (default: none, HTTP).")
    private @Nullable Path keystore;

    @Option(
            names = "--tls-password",
            paramLabel = "PASSWORD",
            description = "Password of the keystore. DAMSON_TLS_PASSWORD keeps it out of process lists.")
    private @Nullable String password;

    @Override
    public List<Runnable> checks() {
        return List.of(this::requireUse, this::requireKeystore);
    }

    private void requireKeystore() {
        if (keystore == null) {
            return;
        }
        if (keystore.toString().isEmpty()) {
            throw new IllegalArgumentException("--tls-keystore has to name a file; it is empty");
        }
        try {
            Tls.check(keystore, password());
        } catch (TlsException e) {
            throw new IllegalArgumentException("--tls-keystore: " + e.getMessage(), e);
        }
    }

    private String password() {
        return password == null ? "" : password;
    }

    private void requireUse() {
        if (password != null && keystore == null) {
            throw new IllegalArgumentException("--tls-password has no effect without --tls-keystore");
        }
    }

    /** Reads the file, which is a failure that people can read where it cannot be used; empty where none is given. */
    Optional<Tls> open() {
        try {
            return Optional.ofNullable(keystore).map(file -> Tls.open(file, password()));
        } catch (TlsException e) {
            throw new CommandException("--tls-keystore: " + e.getMessage());
        }
    }
}
