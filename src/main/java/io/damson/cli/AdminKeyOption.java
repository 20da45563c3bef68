package io.damson.cli;

import io.damson.tenant.ApiKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may control a mock or a proxy. */
final class AdminKeyOption implements Mistakes.Checked {
    @Option(
            names = "--admin-key",
            paramLabel = "KEY",
            description =
                    "Key that control requests (/__admin/; for proxy, also the data of /__proxy) need in X-ADMIN-KEY. DAMSON_ADMIN_KEY keeps it out of process lists (default: no key).")
    private @Nullable String adminKey;

    @Override
    public List<Runnable> checks() {
        return List.of(this::require);
    }

    /** What a header field cannot carry, no request could have. */
    private void require() {
        if (adminKey != null && ApiKey.parse(adminKey).isEmpty()) {
            throw new IllegalArgumentException("--admin-key has to be 1 to " + ApiKey.MAX_LENGTH
                    + " visible ASCII characters, without blanks"
                    + (adminKey.isEmpty() ? "; it is empty: leave it out where requests to /__admin need no key" : ""));
        }
    }

    /** The key; empty where none is needed. */
    Optional<String> key() {
        return Optional.ofNullable(adminKey);
    }
}
