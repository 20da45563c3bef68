package io.damson.verify.traffic;

import io.damson.verify.Outcome;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What responses are judged by.
 *
 * @param target the server that they come from
 * @param relations all that could be judged by
 * @param level relations of this level and those before it
 * @param known ids of the relations whose failure is accepted
 * @param strict whether undeclared members are failures
 * @param contract the OpenAPI file; empty: Damson's own
 */
public record JudgeSettings(
        Target target, Relations relations, Level level, Set<String> known, boolean strict, Optional<Path> contract) {

    /** What is judged by where nothing else is said. */
    public static JudgeSettings of(Target target) {
        return new JudgeSettings(target, Relations.standard(), Level.ODATA, Set.of(), false, Optional.empty());
    }

    /** Whether the relation is judged by. */
    boolean isJudgedBy(Relation relation) {
        return level.includes(relation.level());
    }

    /** The ids of the relations whose failure is a mere warning. */
    public Set<String> warnings() {
        return relations.all().stream()
                .filter(relation -> severity(relation) == Outcome.Severity.WARNING)
                .map(Relation::id)
                .collect(Collectors.toSet());
    }

    Outcome.Severity severity(Relation relation) {
        if (known.contains(relation.id())) {
            return Outcome.Severity.ACCEPTED;
        }
        return relation.isWarning() && !strict ? Outcome.Severity.WARNING : Outcome.Severity.FAILURE;
    }
}
