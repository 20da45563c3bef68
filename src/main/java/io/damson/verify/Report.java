package io.damson.verify;

import io.damson.verify.exchange.Target;
import io.damson.verify.shape.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has found.
 *
 * @param images what the account has, in words
 * @param seed what the random choices followed from
 * @param operations of the contract
 * @param statuses by operation, how often which status came
 * @param requests how many were sent
 * @param deleted references of the images that were deleted
 * @param brokenOff why not all was asked; empty where it was
 */
public record Report(
        Target target,
        VerifySettings settings,
        String images,
        long seed,
        List<Result> results,
        List<Operation> operations,
        Map<String, Map<Integer, Integer>> statuses,
        int requests,
        List<String> deleted,
        Optional<String> brokenOff,
        Instant begun,
        Duration time) {

    /** What it comes to. */
    public enum Verdict {
        /** Something was checked, and nothing speaks against the server. */
        CONFORMS,
        /** Something does. */
        DOES_NOT_CONFORM,
        /** Nothing does, but not all was checked that should have been: {@link VerifySettings#failOn}. */
        INCOMPLETE,
        /** Nothing does, but the run was broken off, or nothing could be checked. */
        UNKNOWN
    }

    /** What the run comes to. */
    public Verdict verdict() {
        if (results.stream().anyMatch(Result::isFailure)) {
            return Verdict.DOES_NOT_CONFORM;
        }
        boolean isAnyChecked = results.stream().anyMatch(result -> !(result.outcome() instanceof Outcome.NotChecked));
        if (brokenOff.isPresent() || !isAnyChecked) {
            return Verdict.UNKNOWN;
        }
        return results.stream().anyMatch(result -> settings.failOn().includes(result.outcome()))
                ? Verdict.INCOMPLETE
                : Verdict.CONFORMS;
    }

    /** Whether something was checked, all that could be, and nothing speaks against the server. */
    public boolean conforms() {
        return verdict() == Verdict.CONFORMS;
    }

    /** The results whose outcome is of a kind. */
    public List<Result> of(Class<? extends Outcome> kind) {
        return results.stream()
                .filter(result -> kind.isInstance(result.outcome()))
                .toList();
    }
}
