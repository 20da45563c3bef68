package io.damson.verify;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** What is asked where nothing else is said: nothing is deleted, and a server that is not there is not waited for. */
    public static VerifySettings of(URI url, String apiKey) {
        return new VerifySettings(
                new Target(url, Map.of(), Optional.empty(), false),
                Credential.ofVariable("API_KEY", apiKey),
                Optional.empty(),
                Level.ODATA,
                Set.of(),
                Set.of(),
                false,
                0,
                MAX_REQUESTS,
                1,
                Duration.ZERO,
                Optional.empty());
    }

    /** The same with a key of another account. */
    public VerifySettings withOtherKey(String apiKey) {
        return new VerifySettings(
                target,
                key,
                Optional.of(Credential.ofVariable("OTHER_API_KEY", apiKey)),
                level,
                only,
                known,
                strict,
                maxDeletes,
                maxRequests,
                seed,
                patience,
                contract);
    }

    /** The same at another level. */
    public VerifySettings withLevel(Level other) {
        return new VerifySettings(
                target, key, otherKey, other, only, known, strict, maxDeletes, maxRequests, seed, patience, contract);
    }

    /** The same with these relations alone. */
    public VerifySettings withOnly(String... ids) {
        return new VerifySettings(
                target,
                key,
                otherKey,
                level,
                Set.of(ids),
                known,
                strict,
                maxDeletes,
                maxRequests,
                seed,
                patience,
                contract);
    }

    /** The same with deviations that are accepted. */
    public VerifySettings withKnown(String... ids) {
        return new VerifySettings(
                target,
                key,
                otherKey,
                level,
                only,
                Set.of(ids),
                strict,
                maxDeletes,
                maxRequests,
                seed,
                patience,
                contract);
    }

    /** The same, where undeclared members are failures. */
    public VerifySettings withStrict() {
        return new VerifySettings(
                target, key, otherKey, level, only, known, true, maxDeletes, maxRequests, seed, patience, contract);
    }

    /** The same, where images may be deleted, so many at most. */
    public VerifySettings withDeletes(int most) {
        return new VerifySettings(
                target, key, otherKey, level, only, known, strict, most, maxRequests, seed, patience, contract);
    }

    /** The same with so many requests at most. */
    public VerifySettings withRequests(int most) {
        return new VerifySettings(
                target, key, otherKey, level, only, known, strict, maxDeletes, most, seed, patience, contract);
    }

    /** The same with other random choices. */
    public VerifySettings withSeed(long other) {
        return new VerifySettings(
                target, key, otherKey, level, only, known, strict, maxDeletes, maxRequests, other, patience, contract);
    }

    /** The same, where a server that is not there yet is waited for. */
    public VerifySettings withPatience(Duration most) {
        return new VerifySettings(
                target, key, otherKey, level, only, known, strict, maxDeletes, maxRequests, seed, most, contract);
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
