package io.damson.cli;

import io.damson.mock.fault.DelayRange;
import io.damson.mock.fault.StandingFaults;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What requests meet from the start of a mock to its end. */
final class StandingOptions implements Mistakes.Checked {
    @Option(
            names = "--delay",
            paramLabel = "TIME",
            description =
                    "Delay of each response of the API: a time like 200ms, or a range like 100-400ms; at most 1m (default: no delay).")
    private @Nullable String delay;

    @Option(
            names = "--fail",
            paramLabel = "PERCENT",
            description = "Share of the API's requests that fail, such as 5%% (default: none).")
    private @Nullable String fail;

    @Option(
            names = "--fail-status",
            paramLabel = "STATUS",
            description =
                    "Status of the requests that fail, 400 to 599 (default: " + StandingFaults.DEFAULT_STATUS + ").")
    private @Nullable Integer failStatus;

    @Override
    public List<Runnable> checks() {
        return List.of(this::delay, this::probability, this::status, this::requireUse);
    }

    /** What would have no effect is a mistake, since somebody expects one. */
    private void requireUse() {
        if (failStatus != null && fail == null) {
            throw new IllegalArgumentException("--fail-status has no effect without --fail");
        }
    }

    private DelayRange delay() {
        return read("--delay", delay, DelayRange::parse).orElse(DelayRange.NONE);
    }

    private double probability() {
        return read("--fail", fail, StandingFaults::parseProbability).orElse(0.0);
    }

    private int status() {
        return read("--fail-status", failStatus, status -> new StandingFaults(DelayRange.NONE, 0, status, 0).status())
                .orElse(StandingFaults.DEFAULT_STATUS);
    }

    private static <T, R> Optional<R> read(String option, @Nullable T given, Function<T, R> reading) {
        try {
            return Optional.ofNullable(given).map(reading);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    /** Whether anything is left to chance; not to be asked where there are mistakes. */
    boolean isRandom() {
        return fail != null || delay().isOpen();
    }

    /** What they meet. */
    StandingFaults faults(long seed) {
        return new StandingFaults(delay(), probability(), status(), seed);
    }
}
