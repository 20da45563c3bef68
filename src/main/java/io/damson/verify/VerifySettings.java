package io.damson.verify;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Rate;
import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import io.damson.verify.shape.Percent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is asked of which server.
 *
 * @param target the server
 * @param key the account's key
 * @param otherKey a key of another account
 * @param relations all that could be asked
 * @param level relations of this level and those before it
 * @param only ids of the relations to be asked; empty: all
 * @param excluded ids of relations that are not asked
 * @param known ids of the relations whose failure is accepted
 * @param strict whether undeclared members are failures
 * @param maxDeletes the most images that are deleted; 0: none
 * @param maxRequests the most requests that are sent
 * @param rate how many requests are sent in a time at most; empty: as many as there are
 * @param failOn what keeps a run from being a success
 * @param seed what random choices follow from
 * @param patience how long a server that is not there yet is waited for
 * @param contract the OpenAPI file that answers are judged by; empty: Damson's own
 */
public record VerifySettings(
        Target target,
        Credential key,
        Optional<Credential> otherKey,
        Relations relations,
        Level level,
        Set<String> only,
        Set<String> excluded,
        Set<String> known,
        boolean strict,
        int maxDeletes,
        int maxRequests,
        Optional<Rate> rate,
        FailOn failOn,
        long seed,
        Duration patience,
        Optional<Path> contract) {
    /** How many requests are sent at most, where nothing else is said. */
    public static final int MAX_REQUESTS = 3_000;

    /** How many images are deleted at most, where deleting is allowed and nothing else is said. */
    public static final int MAX_DELETES = 25;

    /** A shorter one stands in any text by chance. */
    private static final int SHORTEST_SECRET = 6;

    /** @throws IllegalArgumentException if the other key is the same one */
    public VerifySettings {
        only = Set.copyOf(only);
        excluded = Set.copyOf(excluded);
        known = Set.copyOf(known);
        if (otherKey.isPresent() && otherKey.get().value().equals(key.value())) {
            throw new IllegalArgumentException(
                    "--other-api-key is the same as --api-key; it has to be a key of another account");
        }
    }

    /** What is asked where nothing else is said: nothing is deleted, and a server that is not there is not waited for. */
    public static VerifySettings of(URI url, String apiKey) {
        return new VerifySettings(
                new Target(url),
                Credential.ofVariable("API_KEY", apiKey),
                Optional.empty(),
                Relations.standard(),
                Level.ODATA,
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                0,
                MAX_REQUESTS,
                Optional.empty(),
                FailOn.FAILED,
                1,
                Duration.ZERO,
                Optional.empty());
    }

    /** The same with a key of another account. */
    public VerifySettings withOtherKey(String apiKey) {
        return with(draft -> draft.otherKey = Optional.of(Credential.ofVariable("OTHER_API_KEY", apiKey)));
    }

    /** The same at another level. */
    public VerifySettings withLevel(Level other) {
        return with(draft -> draft.level = other);
    }

    /**
     * The same with relations of files too, which are named before any of them is chosen by its id.
     *
     * @throws IllegalArgumentException if a file is not as it should be, with the place
     */
    public VerifySettings withRelations(Path... files) {
        return with(draft -> draft.relations = Relations.with(List.of(files)));
    }

    /**
     * The same with these relations alone, of whatever level.
     *
     * @param ids of relations, or of groups such as {@code FILTER}, in upper or lower case
     * @throws IllegalArgumentException if there is no such relation
     */
    public VerifySettings withOnly(String... ids) {
        return with(draft -> draft.only = relations.ids("--only", List.of(ids)));
    }

    /** The same without these relations, which are named as in {@link #withOnly}. */
    public VerifySettings withExcluded(String... ids) {
        return with(draft -> draft.excluded = relations.ids("--exclude", List.of(ids)));
    }

    /** The same with deviations that are accepted: ids of relations. */
    public VerifySettings withKnown(String... ids) {
        return with(draft -> draft.known = relations.known(List.of(ids)));
    }

    /** The same, where undeclared members are failures. */
    public VerifySettings withStrict() {
        return with(draft -> draft.strict = true);
    }

    /** The same, where images may be deleted, so many at most. */
    public VerifySettings withDeletes(int most) {
        return with(draft -> draft.maxDeletes = most);
    }

    /** The same with so many requests at most. */
    public VerifySettings withRequests(int most) {
        return with(draft -> draft.maxRequests = most);
    }

    /** The same with other random choices. */
    public VerifySettings withSeed(long other) {
        return with(draft -> draft.seed = other);
    }

    /** The same, where a server that is not there yet is waited for. */
    public VerifySettings withPatience(Duration most) {
        return with(draft -> draft.patience = most);
    }

    /** The same, judged by an OpenAPI 3.0 file instead of Damson's own. */
    public VerifySettings withContract(Path file) {
        return with(draft -> draft.contract = Optional.of(file));
    }

    /**
     * The same with a further header of every request.
     *
     * @throws IllegalArgumentException if it cannot be one, or is one that the kit itself sends
     */
    public VerifySettings withHeader(String name, String value) {
        return with(draft -> draft.target = target.withHeader(name, value));
    }

    /** The same, where the certificates of a PEM file are trusted. */
    public VerifySettings withCertificates(Path file) {
        return with(draft -> draft.target = target.withCertificates(file));
    }

    /** The same, where any certificate is trusted. */
    public VerifySettings withAnyCertificate() {
        return with(draft -> draft.target = target.withAnyCertificate());
    }

    /**
     * The same through an HTTP proxy.
     *
     * @throws IllegalArgumentException if the URL is none of a proxy
     */
    public VerifySettings withProxy(URI proxy) {
        return with(draft -> draft.target = target.withProxy(proxy));
    }

    /** The same, where no more requests are sent in a time than a rate allows. */
    public VerifySettings withRate(Rate most) {
        return with(draft -> draft.rate = Optional.of(most));
    }

    /** The same, where other outcomes keep a run from being a success. */
    public VerifySettings withFailOn(FailOn other) {
        return with(draft -> draft.failOn = other);
    }

    private VerifySettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Whether a relation is asked. */
    public boolean isAsked(Relation relation) {
        boolean wanted = only.isEmpty() ? level.includes(relation.level()) : only.contains(relation.id());
        return wanted && !excluded.contains(relation.id());
    }

    /** Whether a failure of the relation is expected. */
    boolean isKnown(Relation relation) {
        return known.contains(relation.id());
    }

    /** A text without the keys and the values of headers, which a server may say again. */
    public String withoutSecrets(String text) {
        Stream<String> keys =
                Stream.concat(Stream.of(key), otherKey.stream()).flatMap(secret -> secret.value().stream());
        return Stream.concat(keys, target.headers().values().stream())
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .flatMap(secret -> Stream.of(secret, Percent.encode(secret)))
                .reduce(text, (said, secret) -> said.replace(secret, "…"));
    }

    /** Settings that are being changed. */
    private static final class Draft {
        private final Credential key;
        private Target target;
        private Optional<Credential> otherKey;
        private Relations relations;
        private Level level;
        private Set<String> only;
        private Set<String> excluded;
        private Set<String> known;
        private boolean strict;
        private int maxDeletes;
        private int maxRequests;
        private Optional<Rate> rate;
        private FailOn failOn;
        private long seed;
        private Duration patience;
        private Optional<Path> contract;

        Draft(VerifySettings from) {
            target = from.target;
            key = from.key;
            otherKey = from.otherKey;
            relations = from.relations;
            level = from.level;
            only = from.only;
            excluded = from.excluded;
            known = from.known;
            strict = from.strict;
            maxDeletes = from.maxDeletes;
            maxRequests = from.maxRequests;
            rate = from.rate;
            failOn = from.failOn;
            seed = from.seed;
            patience = from.patience;
            contract = from.contract;
        }

        VerifySettings settings() {
            return new VerifySettings(
                    target,
                    key,
                    otherKey,
                    relations,
                    level,
                    only,
                    excluded,
                    known,
                    strict,
                    maxDeletes,
                    maxRequests,
                    rate,
                    failOn,
                    seed,
                    patience,
                    contract);
        }
    }
}
