package io.damson.verify;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of which server.
 *
 * @param target the server
 * @param key the account's key
 * @param otherKey a key of another account
 * @param level relations of this level and those before it
 * @param only ids of the relations to be asked; empty: all
 * @param known ids of the relations whose failure is accepted
 * @param strict whether undeclared members are failures
 * @param maxDeletes the most images that are deleted; 0: none
 * @param maxRequests the most requests that are sent
 * @param seed what random choices follow from
 * @param patience how long a server that is not there yet is waited for
 * @param contract the OpenAPI file that answers are judged by; empty: Damson's own
 */
public record VerifySettings(
        Target target,
        Credential key,
        Optional<Credential> otherKey,
        Level level,
        Set<String> only,
        Set<String> known,
        boolean strict,
        int maxDeletes,
        int maxRequests,
        long seed,
        Duration patience,
        Optional<Path> contract) {
    /** How many requests are sent at most, where nothing else is said. */
    public static final int MAX_REQUESTS = 3_000;

    /** How many images are deleted at most, where deleting is allowed and nothing else is said. */
    public static final int MAX_DELETES = 25;

    /** @throws IllegalArgumentException if an id is none */
    public VerifySettings {
        only = Set.copyOf(only);
        known = Set.copyOf(known);
        requireIds("--only", only);
        requireIds("--known", known);
    }

    /**
     * Checks ids.
     *
     * @param option what they were given as
     * @throws IllegalArgumentException if one is none
     */
    public static void requireIds(String option, Set<String> ids) {
        List<String> all = Relations.all().stream().map(Relation::id).toList();
        for (String id : ids) {
            if (!all.contains(id)) {
                throw new IllegalArgumentException(
                        option + ": there is no relation " + id + "; damson verify --list names all");
            }
        }
    }

    /** Whether a relation is asked. */
    boolean isAsked(Relation relation) {
        return only.isEmpty() ? level.includes(relation.level()) : only.contains(relation.id());
    }

    /** Whether a failure of the relation does not speak against the server. */
    boolean isAccepted(Relation relation) {
        return known.contains(relation.id()) || Relations.isWarning(relation) && !strict;
    }
}
