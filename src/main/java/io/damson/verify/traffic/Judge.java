package io.damson.verify.traffic;

import io.damson.verify.exchange.Credential;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.exchange.Request;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Row;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import io.damson.verify.shape.Operation;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges passages by what one of them can show, and by those before it: each in the order in which they ended. It says nothing of what
 * it cannot know: what images that changed meanwhile would explain is a doubt, until something shows that they did not change. Thread-safe.
 */
public final class Judge {
    private static final int MOST_KEYS = 100;

    /** Of all accounts together: an image takes some 5 KB. */
    private static final int MOST_IMAGES = 20_000;

    private static final Pattern ONE_IMAGE = Pattern.compile("/images(?:\\(|%28)([^/]*)(?:\\)|%29)");
    private static final int LONGEST_REFERENCE = 255;

    /** That say "later", or that somebody on the way has not reached the server: they are no answers to the request. */
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    /** What answers a condition or a range (RFC 9110, sections 13 and 14), which the contract leaves to HTTP. */
    private static final Set<Integer> CONDITIONAL = Set.of(206, 304, 412, 416);

    private static final Pattern CONDITION = Pattern.compile("(?i)if-.*|range");

    private final JudgeSettings settings;
    private final Contract contract;
    private final Rules rules;

    /** By key, the one that was used last at the end. */
    private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Credential> credentials = new LinkedHashMap<>();
    private final LatestAnswers answers = new LatestAnswers();
    private boolean isAnyBefore;

    /** What began before says nothing of what began after it; null where nothing was forgotten. */
    private @Nullable Long forgotten;

    private boolean isParallel;
    private long lastEnded;

    /**
     * Has seen nothing yet.
     *
     * @throws IllegalArgumentException if the contract's file is not one of the API
     */
    public Judge(JudgeSettings settings) {
        this(settings, contract(settings.contract()));
    }

    /** By a contract that has been read, whatever file the settings name. */
    Judge(JudgeSettings settings, Contract contract) {
        this.settings = settings;
        // Undeclared members are warnings, and with strict failures.
        this.contract = contract.strict();
        this.rules = new Rules(settings);
    }

    private static Contract contract(Optional<Path> file) {
        Contract contract = file.map(Contract::of).orElseGet(Contract::damson);
        if (contract.operation("GET", "/images").isEmpty()) {
            throw new IllegalArgumentException(
                    "The contract " + file.orElseThrow() + " has no GET /images: is it one of this API?");
        }
        return contract;
    }

    /** What it judges by. */
    public JudgeSettings settings() {
        return settings;
    }

    /** The operations that it judges. */
    public List<Operation> operations() {
        return contract.operations();
    }

    /** Whether a request is for an operation of the contract. */
    public boolean isJudged(String method, String target) {
        return operation(method, target).isPresent();
    }

    private Optional<Operation> operation(String method, String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        // Whether "/%69mages" is the same path is each server's own affair.
        return path.contains("/images") ? contract.operation(method, path) : Optional.empty();
    }

    /** Judges one. Never fails: what it cannot judge is unjudged. */
    public synchronized Verdict judge(Passage passage) {
        Optional<Operation> operation = operation(passage.method(), passage.target());
        Optional<byte[]> body = Decoded.of(passage);
        Exchange exchange = exchange(passage, body.orElseGet(passage::bodyBytes));
        if (operation.isEmpty()) {
            return new Verdict(passage, exchange, operation, List.of(), List.of(), Optional.empty());
        }
        Optional<String> unjudged = unjudged(passage, exchange, body.isPresent());
        Look look = new Look(rules, settings.level(), passage, exchange, operation.get(), isParallel(passage));
        if (unjudged.isEmpty()) {
            try {
                judge(look);
            } catch (RuntimeException | StackOverflowError e) {
                // An exchange that cannot be judged is no reason to lose the others.
                unjudged = Optional.of("a mistake of Damson's, please report it: " + e);
            }
        } else if (passage.method().equals("DELETE")) {
            // It may have been carried out all the same.
            accounts.values().forEach(account -> account.change(passage.ended()));
            path(passage)
                    .flatMap(Judge::reference)
                    .ifPresent(reference ->
                            account(KeyChecks.key(passage), passage).unanswered(reference));
        }
        Passage shared = passage.sharing(exchange.answer().body());
        return new Verdict(shared, exchange, operation, look.findings(), look.confirmed(), unjudged);
    }

    /**
     * Something may have changed images that it has not seen, such as the reset of a mock: what was before says nothing any more.
     *
     * @param ended when that had ended, by {@link System#nanoTime}
     */
    public synchronized void forget(long ended) {
        forgotten = ended;
        accounts.values().forEach(account -> account.forget(ended));
    }

    /** Whether what it shows may have been before a change that made all be forgotten. */
    private boolean isForgotten(Look look) {
        return forgotten != null && !look.isAfter(forgotten);
    }

    /** How often each relation was seen to hold, by id. */
    public synchronized Map<String, Integer> cases() {
        return new TreeMap<>(rules.cases());
    }

    /** How many doubts there are that nothing has made certain, by the id of the relation. */
    public synchronized Map<String, Integer> unconfirmed() {
        return Account.doubts(accounts.values().stream());
    }

    private static Optional<String> unjudged(Passage passage, Exchange exchange, boolean isDecoded) {
        if (LATER.contains(passage.status())) {
            return Optional.of(passage.status() + " is no answer to the request");
        }
        if (passage.field("Preference-Applied").orElse("").contains("code=")) {
            return Optional.of("the request has forced the response");
        }
        if (!passage.isWhole()) {
            return Optional.of("the body did not come to its end, or is too long");
        }
        if (CONDITIONAL.contains(passage.status())
                && passage.requestFields().stream()
                        .anyMatch(field -> CONDITION.matcher(field.name()).matches())) {
            return Optional.of("the request has a condition or a range");
        }
        if (!isDecoded) {
            return Optional.of(
                    "the content coding " + passage.field("Content-Encoding").orElse("") + " cannot be read");
        }
        return exchange.isRefusedOnTheWay()
                ? Optional.of("something on the way has refused the request for its length")
                : Optional.empty();
    }

    /** Whether this passage, or one before it, was under way together with another. */
    private boolean isParallel(Passage passage) {
        if (isAnyBefore && passage.begun() - lastEnded < 0) {
            isParallel = true;
            accounts.values().forEach(Account::overlapped);
        }
        lastEnded = isAnyBefore ? Math.max(lastEnded, passage.ended()) : passage.ended();
        isAnyBefore = true;
        return isParallel;
    }

    private void judge(Look look) {
        Passage passage = look.passage();
        ShapeChecks.check(look, settings.target());
        Options options = look.isList() ? Options.of(query(passage), settings.level()) : Options.NONE;
        Optional<String> reference = path(passage).flatMap(Judge::reference).filter(Judge::isWellFormed);
        boolean isOtherwiseRight = look.isList()
                ? options.refusal().isEmpty() && !options.isOpen()
                : reference.isPresent() && query(passage) == null;
        KeyChecks.check(look, isOtherwiseRight);
        String key = KeyChecks.key(passage);
        if (key.isEmpty()) {
            return;
        }
        Account account = account(key, passage);
        if (KeyChecks.isAccepted(look)) {
            account.accept(look);
        }
        if (look.isList()) {
            list(look, options, account);
        } else {
            reference.ifPresent(name -> {
                image(look, name, account);
                if (look.is("DELETE") && look.status() == 204) {
                    accounts.values().stream()
                            .filter(other -> other != account)
                            .forEach(other -> other.deletedElsewhere(name, passage.ended()));
                }
            });
        }
    }

    private void list(Look look, Options options, Account account) {
        if (look.status() == 200 && look.is("GET")) {
            RefusalChecks.taken(look, options);
            LatestAnswers.Page page =
                    answers.page(look.exchange().request()).orElseGet(() -> read(look, options, account));
            page.held().forEach(look.rules()::held);
            if (look.json().path("items").isArray() && !isForgotten(look)) {
                account.list(look, options, page.rows());
            }
        } else if (look.status() == 400 && look.is("GET")) {
            RefusalChecks.refused(look, options, account.takesOrder(options))
                    .ifPresent(finding -> refused(look, finding, account));
        }
    }

    private LatestAnswers.Page read(Look look, Options options, Account account) {
        List<Row> rows = new ArrayList<>();
        look.json()
                .path("items")
                .forEach(item -> rows.add(
                        Row.of(item, account.known(item.path("reference").asText()))));
        // What the documentation alone does not say may be ignored.
        boolean isIgnored = look.level() == Level.DOCUMENTED && options.isOpen();
        boolean isJudged = options.refusal().isEmpty()
                && !isIgnored
                && look.json().path("items").isArray();
        LatestAnswers.Page page = new LatestAnswers.Page(
                List.copyOf(rows), isJudged ? new ListChecks(look, options, rows).check() : Map.of());
        if (look.findings().isEmpty()) {
            answers.note(look.exchange().request(), page);
        }
        return page;
    }

    /** A 400 may be for the key, unless that is known to be right or the problem says otherwise. */
    private static void refused(Look look, Finding finding, Account account) {
        if (KeyChecks.isBlamed(look.json())) {
            return;
        }
        boolean isForAnOption = look.json().path("validationFailures").isObject()
                && !look.json().path("validationFailures").isEmpty();
        if (isForAnOption && !finding.relation().id().equals("REFUSE-12")) {
            look.findings().add(finding);
        } else {
            account.refused(look, finding);
        }
    }

    /** What is none of an image may be refused before anything else is looked at. */
    private static boolean isWellFormed(String reference) {
        return !reference.isEmpty()
                && reference.codePointCount(0, reference.length()) <= LONGEST_REFERENCE
                && reference.codePoints().noneMatch(Character::isISOControl);
    }

    private void image(Look look, String reference, Account account) {
        if (look.status() == 400 && query(look.passage()) == null) {
            look.finding("GET-3", "200 or 404: nothing about the request is wrong", RefusalChecks.shown(look))
                    .ifPresent(finding -> refused(look, finding, account));
        }
        if (look.is("DELETE") && isForgotten(look)) {
            account.lost(reference);
        } else if (look.is("DELETE")) {
            switch (look.status()) {
                case 204 -> account.deleted(look, reference);
                case 404, 409 -> account.notDeleted(look, reference);
                default -> account.lost(reference);
            }
        } else if (look.is("GET") && look.status() == 200 && look.json().isObject()) {
            Row row = Row.of(look.json(), account.known(reference));
            if (new ImageChecks(look, reference, row).check() && !isForgotten(look)) {
                account.see(look, row);
            }
        } else if (look.is("GET") && look.status() == 404 && !isForgotten(look)) {
            account.missing(look, reference);
        }
    }

    private Account account(String key, Passage passage) {
        Account account = accounts.computeIfAbsent(key, unknown -> new Account(passage.begun()));
        while (accounts.size() > MOST_KEYS
                || accounts.size() > 1
                        && accounts.values().stream().mapToInt(Account::size).sum() > MOST_IMAGES) {
            accounts.remove(accounts.keySet().iterator().next());
        }
        return account;
    }

    private Exchange exchange(Passage passage, byte[] body) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        passage.fields().forEach(field -> fields.merge(field.name(), field.value(), (a, b) -> a + ", " + b));
        String target = new String(passage.target().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Request request = new Request(passage.method(), target, credential(passage));
        return Exchange.of("", request, answers.shared(request, new Answer(passage.status(), fields, body)));
    }

    /** Keys are called by their number, so that none is in a report. */
    private Credential credential(Passage passage) {
        if (!KeyChecks.isGivenOnce(passage)) {
            return Credential.NONE;
        }
        String key = KeyChecks.key(passage);
        if (key.isEmpty()) {
            return Credential.open("");
        }
        if (credentials.size() > MOST_KEYS && !credentials.containsKey(key)) {
            return named("API_KEY", key);
        }
        return credentials.computeIfAbsent(
                key, first -> named(credentials.isEmpty() ? "API_KEY" : "API_KEY_" + (credentials.size() + 1), first));
    }

    private static Credential named(String variable, String key) {
        return new Credential(Credential.Carrier.HEADER, KeyChecks.HEADER, "$" + variable, Optional.of(key));
    }

    private static @Nullable String query(Passage passage) {
        int query = passage.target().indexOf('?');
        return query < 0 ? null : passage.target().substring(query + 1);
    }

    private static Optional<String> path(Passage passage) {
        int query = passage.target().indexOf('?');
        return Optional.of(query < 0 ? passage.target() : passage.target().substring(0, query));
    }

    /** The reference of a path, if it is strict UTF-8; a plus is a plus. */
    static Optional<String> reference(String path) {
        Matcher image = ONE_IMAGE.matcher(path);
        if (!image.matches()) {
            return Optional.empty();
        }
        try {
            String octets = URLDecoder.decode(image.group(1).replace("+", "%2B"), StandardCharsets.ISO_8859_1);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
