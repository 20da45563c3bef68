package io.damson.verify.traffic;

import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What a passage shows.
 *
 * @param exchange the passage as the relations see it; its key is not printed
 * @param operation the contract's operation that it is of; empty where it is of none, and nothing is said of it
 * @param findings what is wrong with its response
 * @param confirmed what it has shown to be wrong with responses before it
 * @param unjudged why nothing could be said of the response; empty where something could
 */
public record Verdict(
        Passage passage,
        Exchange exchange,
        Optional<Operation> operation,
        List<Finding> findings,
        List<Finding> confirmed,
        Optional<String> unjudged) {
    /** Whether something speaks against the response. */
    public boolean isWrong() {
        return findings.stream().anyMatch(Finding::isFailure);
    }

    /** Whether the response could be judged at all. */
    public boolean isJudged() {
        return operation.isPresent() && unjudged.isEmpty();
    }
}
