package io.damson.verify;

import io.damson.verify.exchange.Target;
import io.damson.verify.shape.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run has found.
 *
 * @param images what the account has, in words
 * @param seed what the random choices followed from
 * @param operations of the contract
 * @param statuses by operation, how often which status came
 * @param requests how many were sent
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
        Instant begun,
        Duration time) {

    /** Whether nothing speaks against the server. */
    public boolean conforms() {
        return results.stream().noneMatch(Result::isFailure);
    }

    /** The results whose outcome is of a kind. */
    public List<Result> of(Class<? extends Outcome> kind) {
        return results.stream()
                .filter(result -> kind.isInstance(result.outcome()))
                .toList();
    }
}
