package io.damson.verify;

import io.damson.verify.relation.Relation;
import java.time.Duration;

/** A relation and what came of it. */
public record Result(Relation relation, Outcome outcome, Duration time) {
    /** Whether it speaks against the server. */
    public boolean isFailure() {
        return outcome instanceof Outcome.Failed failed && failed.severity() == Outcome.Severity.FAILURE;
    }
}
