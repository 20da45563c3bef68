package io.damson.verify.traffic;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.damson.verify.shape.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges passages, in the order in which they ended. Thread-safe. */
public final class Judge {
    private final JudgeSettings settings;
    private final Contract contract;

    /**
     * Has seen nothing yet.
     *
     * @throws IllegalArgumentException if the contract's file is not one of the API
     */
    public Judge(JudgeSettings settings) {
        this.settings = settings;
        this.contract =
                Contract.ofResource("/io/damson/openapi/dam-images.yaml").strict();
    }

    /** What it judges by. */
    public JudgeSettings settings() {
        return settings;
    }

    /** The operations that it judges. */
    public List<Operation> operations() {
        return contract.operations();
    }

    /** Whether the request is for an operation that is judged: others pass unseen. */
    public boolean isJudged(String method, String target) {
        return contract.operation(method, target.replaceFirst("\\?.*", "")).isPresent();
    }

    /** How often each relation was seen to hold, by id. */
    public Map<String, Integer> cases() {
        return Map.of();
    }

    /** How many suspicions nothing has confirmed or refuted, by the id of the relation. */
    public Map<String, Integer> unconfirmed() {
        return Map.of();
    }

    /** Judges one. */
    public synchronized Verdict judge(Passage passage) {
        Exchange exchange = Exchange.of(
                "",
                new Request(passage.method(), passage.target(), Credential.NONE),
                new Answer(passage.status(), Map.of(), passage.bodyBytes()));
        return new Verdict(
                passage,
                exchange,
                contract.operation(passage.method(), passage.target().replaceFirst("\\?.*", "")),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
