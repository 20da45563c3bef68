package io.damson.cli;

import io.damson.store.DatabaseConfiguration;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** How long the database may work for a request. */
final class QueryTimeoutOption implements Mistakes.Checked {
    @Option(
            names = "--query-timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description =
                    "Maximum time of the database for one request. A slower request gets a 503 (default: ${DEFAULT-VALUE}).")
    private Duration limit = DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT;

    @Override
    public List<Runnable> checks() {
        return List.of(() -> {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("--query-timeout has to be longer than 0, such as 10s");
            }
        });
    }

    Duration limit() {
        return limit;
    }
}
