package io.damson.cli;

import io.damson.http.Shares;
import io.damson.store.Database;
import java.util.List;
import picocli.CommandLine.Option;

/** How many requests are served at once. */
final class WorkersOption implements Mistakes.Checked {
    private static final int MAX = 1_000;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Number of requests that are served at once. The database gets a connection for each, and two more (default: 4 for each processor, at most 64).")
    private int workers = Database.PARALLEL;

    @Override
    public List<Runnable> checks() {
        return List.of(() -> {
            if (workers < Shares.MIN_WORKERS || workers > MAX) {
                throw new IllegalArgumentException(
                        "--workers has to be %d to %d: %d".formatted(Shares.MIN_WORKERS, MAX, workers));
            }
        });
    }

    /** As many as it says. */
    int workers() {
        return workers;
    }
}
