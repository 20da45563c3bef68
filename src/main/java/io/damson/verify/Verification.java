package io.damson.verify;

import io.damson.verify.exchange.Client;
import io.damson.verify.exchange.ForbearanceException;
import io.damson.verify.exchange.NoAnswerException;
import io.damson.verify.exchange.Request;
import io.damson.verify.relation.NotCheckable;
import io.damson.verify.relation.Probe;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Session;
import io.damson.verify.relation.Violation;
import io.damson.verify.shape.Contract;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A run of the relations against a server. Not thread-safe.
 *
 * <p>A relation that fails while the account's images change is asked again; if they go on changing, nothing can be said.
 */
public final class Verification {
    private static final int ATTEMPTS = 3;
    /** On an average. */
    private static final int REQUESTS_A_RELATION = 13;

    private final VerifySettings settings;
    private final Listener listener;
    private final Contract contract;
    private final Client client;
    private final Session session;
    private final String images;
    /** By id of a relation that failed, or was not asked since another one had, the one that failed. */
    private final Map<String, String> failed = new HashMap<>();

    private final Instant begun = Instant.now();
    private final long start = System.nanoTime();

    private Verification(VerifySettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        // The schemas and the HTTP client are most of what loads: with two processors, at once.
        CompletableFuture<Contract> reading = CompletableFuture.supplyAsync(() -> contract(settings));
        this.client = new Client(
                settings.target(), () -> waitedFor(reading), settings.maxRequests(), settings.rate(), this::notice);
        this.session = session();
        this.contract = waitedFor(reading);
        this.images = settings.withoutSecrets(session.images());
    }

    private void notice(String text) {
        listener.notice(settings.withoutSecrets(text));
    }

    /** Hears how far a run is. */
    public interface Listener {
        /** The server can be asked. */
        default void begun(Verification run) {}

        /** A relation was asked. */
        default void done(Result result) {}

        /** A note for people. */
        default void notice(String text) {}
    }

    /**
     * Finds the server and reads its images.
     *
     * @throws UnusableServerException if it cannot be asked
     * @throws IllegalArgumentException if a file of the settings is not what it should be
     */
    public static Verification begin(VerifySettings settings, Listener listener) {
        try {
            Verification verification = new Verification(settings, listener);
            listener.begun(verification);
            verification.announceTime();
            return verification;
        } catch (UnusableServerException e) {
            throw new UnusableServerException(settings.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    /** How long it will take, where that is known beforehand. */
    private void announceTime() {
        settings.rate().ifPresent(rate -> {
            int expected = Math.min(settings.maxRequests(), relations().size() * REQUESTS_A_RELATION);
            Duration time = rate.timeFor(expected);
            notice("at most " + rate + ": some " + expected + " requests will take at least "
                    + (time.toMinutes() > 0 ? time.toMinutes() + " min " : "") + time.toSecondsPart() + " s");
        });
    }

    private static Contract contract(VerifySettings settings) {
        try {
            Contract contract = settings.contract().map(Contract::of).orElseGet(Contract::damson);
            if (contract.operation("GET", "/images").isEmpty()) {
                throw new IllegalArgumentException("The contract has no GET /images: is it one of this API?");
            }
            // Undeclared members are warnings, and with --strict failures.
            return contract.strict();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--contract " + settings.contract().map(Path::toString).orElse("") + ": " + e.getMessage(), e);
        }
    }

    private static Contract waitedFor(CompletableFuture<Contract> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private Session session() {
        try {
            Greeting greeting = new Greeting(client, this::notice);
            greeting.await(settings.key(), settings.patience());
            settings.otherKey().ifPresent(greeting::requireTaken);
            return new Session(client, settings.key(), settings.otherKey(), settings.level(), settings.maxDeletes());
        } catch (NoAnswerException e) {
            throw new UnusableServerException(settings.target().url() + " stopped answering: " + e.getMessage());
        } catch (ForbearanceException e) {
            throw new UnusableServerException(settings.target().url() + " cannot be checked: " + e.getMessage());
        }
    }

    /** What the run follows. */
    public VerifySettings settings() {
        return settings;
    }

    /** What the account has, in words. */
    public String images() {
        return images;
    }

    /** References of images that the run may delete. */
    public List<String> expendable() {
        return relations().stream().anyMatch(Relation::deletes) ? session.expendable() : List.of();
    }

    /** The relations that are asked, in their order. */
    public List<Relation> relations() {
        return settings.relations().all().stream().filter(settings::isAsked).toList();
    }

    /** Asks all of them. */
    public Report run() {
        List<Result> results = new ArrayList<>();
        for (Relation relation : relations()) {
            results.add(ask(relation));
        }
        return new Report(
                settings.target(),
                settings,
                images,
                settings.seed(),
                results,
                contract.operations(),
                client.ledger().statuses(),
                client.requests(),
                session.deleted().stream()
                        .map(image -> image.reference().value())
                        .toList(),
                client.end().map(settings::withoutSecrets),
                begun,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Why nothing more is asked; empty as long as something is. */
    public Optional<String> brokenOff() {
        return client.end().map(settings::withoutSecrets);
    }

    /** Asks one of them. */
    public Result ask(Relation relation) {
        long asked = System.nanoTime();
        Outcome outcome = outcome(relation);
        // What is accepted, or only warned of, blocks nothing: the others have to say more.
        if (outcome instanceof Outcome.Failed found && found.severity() == Outcome.Severity.FAILURE) {
            failed.put(relation.id(), relation.id());
        }
        Result result = new Result(relation, outcome, Duration.ofNanos(System.nanoTime() - asked));
        listener.done(result);
        return result;
    }

    /** What a server says may hold secrets, and what cannot be seen. */
    private String legible(String text) {
        return Legible.text(settings.withoutSecrets(text));
    }

    private Outcome notChecked(String reason) {
        return new Outcome.NotChecked(settings.withoutSecrets(reason));
    }

    private Outcome outcome(Relation relation) {
        Optional<String> before = relation.after().stream()
                .filter(failed::containsKey)
                .map(failed::get)
                .sorted()
                .findFirst();
        if (before.isPresent()) {
            failed.put(relation.id(), before.get());
            return new Outcome.NotChecked(before.get() + " failed, which it builds on", before);
        }
        for (int attempt = 1; ; attempt++) {
            long begun = System.nanoTime();
            Outcome outcome = attempt(relation);
            Duration asking = Duration.ofNanos(System.nanoTime() - begun);
            // What a delete changes is no excuse for it: then the images have to change while nothing is asked.
            if (!(outcome instanceof Outcome.Failed) || !hasChanged() || relation.deletes() && !hasChanged()) {
                return outcome;
            }
            if (attempt == ATTEMPTS && !changesWithinAsLongAs(asking)) {
                // They change only when they are asked for.
                return outcome;
            }
            if (attempt == ATTEMPTS || relation.deletes()) {
                return notChecked(
                        "unstable: the account's images change during the run; give the key of one that does not change");
            }
        }
    }

    private Outcome attempt(Relation relation) {
        client.asks(relation.id());
        // The same choices whichever relations are asked.
        Probe probe = new Probe(
                session, new Random(settings.seed() * 31 + relation.id().hashCode()));
        try {
            relation.check(probe);
        } catch (Violation e) {
            return new Outcome.Failed(
                    legible(e.expected()), legible(e.got()), e.exchanges(), Optional.empty(), severity(relation));
        } catch (NoAnswerException e) {
            return withoutAnswer(relation, e);
        } catch (NotCheckable | ForbearanceException e) {
            return notChecked(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            // Whatever a server answers, the rest of the run is not lost.
            return notChecked("a mistake of Damson's, please report it: " + e + ", at "
                    + Arrays.stream(e.getStackTrace())
                            .findFirst()
                            .map(String::valueOf)
                            .orElse("an unknown place"));
        }
        return probe.cases() == 0
                ? notChecked(
                        probe.gaps().isEmpty()
                                ? "the account's images do not show it; give the key of one with more and more different ones"
                                : String.join("; ", probe.gaps()))
                : new Outcome.Passed(probe.cases(), probe.gaps());
    }

    private Outcome.Severity severity(Relation relation) {
        if (settings.isKnown(relation)) {
            return Outcome.Severity.ACCEPTED;
        }
        return relation.isWarning() && !settings.strict() ? Outcome.Severity.WARNING : Outcome.Severity.FAILURE;
    }

    /** A request that broke is a failure; one that found no server is none, when there is none for other requests either. */
    private Outcome withoutAnswer(Relation relation, NoAnswerException e) {
        try {
            client.send(Request.get("/images", settings.key()));
        } catch (NoAnswerException | ForbearanceException gone) {
            client.end("the server does not answer any more: " + gone.getMessage());
            if (e.getCause() instanceof ConnectException) {
                return notChecked(String.valueOf(gone.getMessage()));
            }
        }
        return new Outcome.Failed(
                "an answer",
                legible("none: " + e.getMessage()),
                List.of(),
                Optional.of(e.request()),
                settings.isKnown(relation) ? Outcome.Severity.ACCEPTED : Outcome.Severity.FAILURE);
    }

    private boolean changesWithinAsLongAs(Duration asking) {
        try {
            Client.pause(asking.multipliedBy(2));
        } catch (ForbearanceException e) {
            return true;
        }
        return hasChanged();
    }

    private boolean hasChanged() {
        try {
            return session.hasChanged();
        } catch (NoAnswerException | ForbearanceException e) {
            return false;
        }
    }
}
