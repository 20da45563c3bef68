package io.damson.verify.traffic;

import io.damson.verify.Outcome;
import io.damson.verify.relation.Relation;

/**
 * A relation that does not hold.
 *
 * @param relation the relation
 * @param failed what was expected, what came, and the exchanges that show it, the last one most of all
 */
public record Finding(Relation relation, Outcome.Failed failed) {
    /** Whether it speaks against the server: it is neither expected nor a mere warning. */
    public boolean isFailure() {
        return failed.severity() == Outcome.Severity.FAILURE;
    }
}
