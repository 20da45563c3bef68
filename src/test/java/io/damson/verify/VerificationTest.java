package io.damson.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.damson.conformance.NaughtyStrings;
import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.verify.exchange.Curl;
import io.damson.verify.exchange.Rate;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.Relation;
import io.damson.verify.relation.Relations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a run goes, on servers that behave in unusual ways. */
class VerificationTest {
    private static final String KEY = "Acme-demo-key";
    private static final List<Image> ACME =
            MockData.load(Path.of("mock-data/acme.json")).get(0).images();
    private static final Verification.Listener NOBODY = new Verification.Listener() {};

    private static VerifySettings settings(SmallServer server) {
        return VerifySettings.of(server.url(), KEY).withLevel(Level.DAMSON).withDeletes(25);
    }

    private static Report run(VerifySettings settings) {
        return Verification.begin(settings, NOBODY).run();
    }

    private static List<String> ids(List<Result> results) {
        return results.stream().map(result -> result.relation().id()).toList();
    }

    @Test
    void idsAreUniqueAndWhatARelationStandsAfterIsAskedBefore() {
        List<String> asked = new ArrayList<>();
        for (Relation relation : Relations.standard().all()) {
            assertThat(asked).doesNotContain(relation.id()).containsAll(relation.after());
            asked.add(relation.id());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aSmallAccountIsNoReasonToFailAndNoneToPass(int images) {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME.subList(0, images)))) {
            Report report = run(settings(server));
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            if (images == 0) {
                assertThat(ids(report.of(Outcome.NotChecked.class)))
                        .contains("FILTER-1", "FILTER-22", "ORDER-1", "PAGE-7", "GET-1", "DELETE-2");
            }
        }
    }

    @Test
    void theOddestImagesAreNoReasonToFail() {
        List<Image> odd = new ArrayList<>(NaughtyStrings.images());
        odd.add(extreme("first", 0, LocalDateTime.of(1, 1, 1, 0, 0)));
        odd.add(extreme("last", Integer.MAX_VALUE, LocalDateTime.of(9999, 12, 31, 23, 59, 59)));
        try (SmallServer server = new SmallServer(Map.of(KEY, odd))) {
            Report report = run(settings(server));
            assertThat(report.of(Outcome.Failed.class)).isEmpty();
            assertThat(report.of(Outcome.NotChecked.class).toString()).doesNotContain("mistake");
        }
    }

    @Test
    void aKeyThatTheServerSaysAgainIsInNoText() {
        List<String> texts = Collections.synchronizedList(new ArrayList<>());
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                if (exchange.getRequestURI().toString().contains("filter")) {
                    send(exchange, 418, "text/plain", ("no column for " + KEY).getBytes(StandardCharsets.UTF_8));
                    return true;
                }
                return false;
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY));
            report.results()
                    .forEach(result -> texts.add(
                            result.outcome() instanceof Outcome.Failed failed
                                    ? failed.expected() + failed.got()
                                    : result.outcome().toString()));
        }
        assertThat(String.join("", texts)).contains("418: no column for …").doesNotContain(KEY);
        refuses(401, "application/problem+json", "{\"detail\":\"" + KEY + " is no key\"}", "401: … is no key");
    }

    @Test
    void anAnswerThatIsTooLongOrDoesNotEndIsNotReadToItsEnd() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                if (exchange.getRequestURI().toString().contains("damson-verify")) {
                    exchange.sendResponseHeaders(404, 0);
                    byte[] much = new byte[1024 * 1024];
                    try {
                        for (int i = 0; i < 64; i++) {
                            exchange.getResponseBody().write(much);
                        }
                    } catch (IOException e) {
                        // As is meant: nobody reads on.
                    }
                    exchange.close();
                    return true;
                }
                return false;
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("GET-3", "PAGE-1"));
            assertThat(ids(report.of(Outcome.Failed.class))).containsExactly("GET-3");
            assertThat(report.of(Outcome.Failed.class).get(0).outcome().toString())
                    .contains("an answer of more than");
        }
    }

    private static Image extreme(String name, int number, LocalDateTime moment) {
        return new Image(
                Long.MAX_VALUE - name.length(),
                new ImageReference(name),
                number,
                ImageStatus.OK,
                moment,
                null,
                moment,
                List.of(),
                null,
                null,
                null,
                null,
                number,
                number,
                number == 0 ? 0 : Long.MAX_VALUE);
    }

    @Test
    void aLargeAccountIsNotReadWhole() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ImageGenerator.images(3_000, 1)))) {
            Verification run = Verification.begin(
                    VerifySettings.of(server.url(), KEY)
                            .withOnly("PAGE-1", "PAGE-7", "ORDER-1", "FILTER-2", "FILTER-8", "GET-4", "QUERY-7"),
                    NOBODY);
            Report report = run.run();
            assertThat(run.images()).contains("more images than are read at once");
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.of(Outcome.NotChecked.class)).isEmpty();
            assertThat(report.requests()).isLessThan(700);
        }
    }

    @Test
    void aThrottledAnswerIsNoAnswer() {
        AtomicInteger asked = new AtomicInteger();
        List<String> notices = Collections.synchronizedList(new ArrayList<>());
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                int number = asked.incrementAndGet();
                if (number % 3 != 0) {
                    return false;
                }
                boolean seconds = number == 3;
                exchange.getResponseHeaders().set("Retry-After", seconds ? "1" : "0");
                send(exchange, number % 2 == 0 ? 429 : 503, "text/html", "<p>later".getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            Verification.Listener told = new Verification.Listener() {
                @Override
                public void notice(String text) {
                    notices.add(text);
                }
            };
            Report report = Verification.begin(
                            settings(server).withOnly("KEY-1", "PAGE-2", "FILTER-2", "GET-1", "DELETE-2", "SHAPE-1"),
                            told)
                    .run();
            assertThat(report.conforms()).isTrue();
            assertThat(report.of(Outcome.NotChecked.class)).isEmpty();
            assertThat(notices).contains("the server answered 503; going on in 1 s");
        }
    }

    @Test
    void aServerThatWantsToBeLeftAloneIsLeftAlone() {
        AtomicInteger asked = new AtomicInteger();
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                if (asked.incrementAndGet() < 20) {
                    return false;
                }
                exchange.getResponseHeaders().set("Retry-After", "3600");
                send(exchange, 429, "text/plain", new byte[0]);
                return true;
            }
        }) {
            Report report = run(settings(server));
            assertThat(asked).hasValue(20);
            assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
            assertThat(report.brokenOff().orElseThrow()).contains("left alone for 3600 s");
        }
    }

    @Test
    void aServerThatGoesAwayIsNotBlamed() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME))) {
            Verification.Listener ending = new Verification.Listener() {
                @Override
                public void done(Result result) {
                    if (result.relation().id().equals("KEY-2")) {
                        server.stop();
                    }
                }
            };
            Report report = Verification.begin(
                            settings(server).withOnly("KEY-1", "KEY-2", "KEY-3", "GET-3", "DELETE-1", "SHAPE-1"),
                            ending)
                    .run();
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
            assertThat(report.brokenOff().orElseThrow()).contains("does not answer any more");
            // What came until then is judged.
            assertThat(ids(report.of(Outcome.Passed.class))).contains("KEY-1", "SHAPE-1");
        }
    }

    @Test
    void aServerThatListsNothingAnyMoreFailsOnce() {
        AtomicInteger asked = new AtomicInteger();
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                if (asked.incrementAndGet() < 60) {
                    return false;
                }
                send(exchange, 502, "text/html", "<p>bad gateway".getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("KEY", "PAGE", "ORDER", "GET"));
            assertThat(report.of(Outcome.Failed.class)).hasSize(1);
            assertThat(report.brokenOff().orElseThrow()).contains("can be read no more", "502");
            assertThat(report.of(Outcome.NotChecked.class).toString()).doesNotContain("no images");
        }
    }

    @Test
    void aServerBehindAGatewayIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                if (asked.incrementAndGet() > 2) {
                    return false;
                }
                send(exchange, 503, "text/html", "<p>not yet".getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            VerifySettings settings =
                    VerifySettings.of(server.url(), KEY).withOnly("PAGE-1").withPatience(Duration.ofMinutes(1));
            assertThat(run(settings).conforms()).isTrue();
        }
    }

    @Test
    void aRequestThatAServerDiesOfIsAFailure() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                if (exchange.getRequestMethod().equals("DELETE")) {
                    close();
                    exchange.close();
                    return true;
                }
                return false;
            }
        }) {
            Report report = run(settings(server).withOnly("GET-3", "DELETE-1", "DELETE-2"));
            assertThat(ids(report.of(Outcome.Failed.class))).containsExactly("DELETE-1");
            Outcome.Failed failed = (Outcome.Failed) report.results().get(1).outcome();
            assertThat(failed.requests().get(0).method()).isEqualTo("DELETE");
            assertThat(report.verdict()).isEqualTo(Report.Verdict.DOES_NOT_CONFORM);
            assertThat(report.brokenOff()).isPresent();
        }
    }

    @Test
    void anInterruptedRunSaysWhatItFoundUntilThen() {
        AtomicInteger asked = new AtomicInteger();
        Thread running = Thread.currentThread();
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                if (asked.incrementAndGet() == 40) {
                    running.interrupt();
                }
                return false;
            }
        }) {
            Report report = run(settings(server));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(asked.get()).isLessThan(43);
            assertThat(report.brokenOff()).contains("interrupted");
            assertThat(report.of(Outcome.Passed.class)).isNotEmpty();
            assertThat(report.results()).hasSameSizeAs(Relations.standard().all());
        }
    }

    @Test
    void whatIsDeletedIsSaid() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME))) {
            Report report = run(settings(server).withOnly("DELETE-2"));
            assertThat(report.deleted()).hasSize(1);
            assertThat(server.deleted()).isEqualTo(report.deleted());
        }
    }

    @Test
    void whereNothingCanBeCheckedNothingCanBeSaid() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME))) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("DELETE-2"));
            assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
            assertThat(report.conforms()).isFalse();
            assertThat(run(VerifySettings.of(server.url(), KEY).withOnly("SHAPE-6"))
                            .verdict())
                    .isEqualTo(Report.Verdict.UNKNOWN);
        }
    }

    @Test
    void theOtherKeyHasToBeOneOfAnotherAccount() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME))) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY);
            assertThatThrownBy(() -> run(settings.withOtherKey("nobody's")))
                    .isInstanceOf(UnusableServerException.class)
                    .hasMessageContaining("check --other-api-key");
            assertThatThrownBy(() -> settings.withOtherKey(KEY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the same");
        }
    }

    @Test
    void relationsAreNamedOneByOneAndInGroups() {
        VerifySettings settings = VerifySettings.of(URI.create("http://localhost"), KEY)
                .withOnly("key", "Get-1")
                .withExcluded("KEY-2");
        assertThat(settings.only()).contains("KEY-1", "KEY-2", "GET-1").doesNotContain("GET-2");
        assertThat(Relations.standard().all().stream().filter(settings::isAsked).map(Relation::id))
                .contains("KEY-1", "KEY-3", "GET-1")
                .doesNotContain("KEY-2", "GET-2", "PAGE-1");
        for (String none : List.of("", "KEY-", "KEY-99", "KEY1")) {
            assertThatThrownBy(() -> settings.withOnly(none)).hasMessageContaining("there is no relation '" + none);
        }
    }

    @Test
    void headersThatTheRelationsNeedAreNotOverwritten() {
        VerifySettings settings = VerifySettings.of(URI.create("http://localhost"), KEY);
        assertThat(settings.withHeader("X-Tenant", "shop").target().headers()).containsEntry("X-Tenant", "shop");
        for (String name : List.of("x-api-key", "Content-Length", "a b", "")) {
            assertThatThrownBy(() -> settings.withHeader(name, "v")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> settings.withHeader("X-Tenant", "a\r\nb"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void imagesThatAreNotAsPrintedAreCountedAndLeftOut() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            void spoil(ObjectNode json) {
                if (json.path("id").asInt() % 50 == 0) {
                    json.remove("status");
                }
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("PAGE", "ORDER", "QUERY-6", "SHAPE-3"));
            assertThat(report.images()).contains("of them are not as the API prints images");
            assertThat(ids(report.of(Outcome.Failed.class))).containsExactly("SHAPE-3");
        }
    }

    @Test
    void aServerThatIsAwayFromTheBeginningCannotBeAsked() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                exchange.getResponseHeaders().set("Retry-After", "3600");
                send(exchange, 503, "text/plain", new byte[0]);
                return true;
            }
        }) {
            assertThatThrownBy(() -> run(settings(server)))
                    .isInstanceOf(UnusableServerException.class)
                    .hasMessageContaining("answered 503");
        }
    }

    @Test
    void imagesThatChangeAreNotBlamedOnTheServer() {
        AtomicInteger asked = new AtomicInteger();
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                Image image = ACME.get(asked.incrementAndGet() % ACME.size());
                images(KEY).put(image.reference().value(), changed(image, asked.get()));
                return false;
            }
        }) {
            Report report =
                    run(VerifySettings.of(server.url(), KEY).withOnly("ORDER-1", "PAGE-8", "FILTER-5", "GET-1"));
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.of(Outcome.NotChecked.class))
                    .anySatisfy(
                            result -> assertThat(result.outcome().toString()).contains("unstable"));
        }
    }

    private static Image changed(Image image, int links) {
        return new Image(
                image.id(),
                image.reference(),
                links,
                image.status(),
                image.modifiedOn().plusSeconds(links),
                image.fileType(),
                image.createdOn(),
                image.tags(),
                image.originalUrl(),
                image.thumbnailUrl(),
                image.thumbnailMediumUrl(),
                image.thumbnailPreviewUrl(),
                image.width() + links,
                image.height(),
                image.sizeInBytes() + links);
    }

    @Test
    void aFailingFilterIsCutDown() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME), Mutant.NE_WITHOUT_NULLS)) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("QUERY-7"));
            Outcome.Failed failed = (Outcome.Failed) report.results().get(0).outcome();
            String curl = Curl.line(report.target(), failed.exchanges().get(0).request());
            String filter =
                    URLDecoder.decode(curl.replaceAll(".*filter=", "").replaceAll("&.*", ""), StandardCharsets.UTF_8);
            assertThat(filter).matches("(\\w+|\\(\\w+\\(\\w+,''\\)\\)) ne ('.{0,2}'|[\\w:.-]+)");
            assertThat(failed.expected()).contains(" null");
        }
    }

    @Test
    void anOptionThatIsNotImplementedMayBeA501ButIsA400OfDamsons() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                String query = exchange.getRequestURI().getRawQuery();
                if (query == null
                        || !query.matches(
                                "(\\$(select|count|expand|search|format|apply|compute|skiptoken|unknown)|@p).*")) {
                    return false;
                }
                send(exchange, 501, "application/problem+json", "{}".getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY).withOnly("REFUSE-5", "SHAPE-1");
            assertThat(ids(run(settings).of(Outcome.Failed.class))).isEmpty();
            assertThat(ids(run(settings.withLevel(Level.DAMSON)).of(Outcome.Failed.class)))
                    .containsExactly("REFUSE-5");
        }
    }

    @Test
    void relationsOfAFileAreAskedToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                group: SHOP
                relations:
                - id: SHOP-1
                  title: Sizes are compared as numbers
                  level: documented
                  because: "Our shop's guide: sizes are numbers"
                  selects: {property: width, value: near, filters: "{property} gt {value}"}
                - {id: SHOP-2, title: No words, level: damson, because: guide, after: SHOP-1, refuses: {filter: width gt 'a'}}
                """);
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME));
                SmallServer wrong = new SmallServer(Map.of(KEY, ACME), Mutant.GT_WITH_EQUAL)) {
            Report right =
                    run(VerifySettings.of(server.url(), KEY).withRelations(file).withOnly("SHOP"));
            assertThat(ids(right.of(Outcome.Passed.class))).containsExactly("SHOP-1", "SHOP-2");
            Report failed =
                    run(VerifySettings.of(wrong.url(), KEY).withRelations(file).withOnly("SHOP"));
            assertThat(ids(failed.of(Outcome.Failed.class))).containsExactly("SHOP-1");
            assertThat(ids(failed.of(Outcome.NotChecked.class))).containsExactly("SHOP-2");
        }
    }

    @Test
    void theSameSeedAsksTheSame() {
        List<String> targets = Collections.synchronizedList(new ArrayList<>());
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                targets.add(exchange.getRequestMethod() + exchange.getRequestURI());
                return false;
            }
        }) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY).withOnly("FILTER-9", "FILTER-21");
            run(settings.withSeed(5));
            List<String> first = List.copyOf(targets);
            targets.clear();
            run(settings.withSeed(5));
            assertThat(targets).isEqualTo(first);
            targets.clear();
            run(settings.withSeed(5).withOnly("FILTER-21"));
            assertThat(first).containsAll(targets);
            targets.clear();
            run(settings.withSeed(6));
            assertThat(targets).isNotEqualTo(first);
        }
    }

    @Test
    void noMoreIsAskedThanIsAllowed() {
        AtomicInteger asked = new AtomicInteger();
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                asked.incrementAndGet();
                return false;
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY).withRequests(60));
            assertThat(asked).hasValue(60);
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.of(Outcome.NotChecked.class).toString()).contains("--max-requests");
            assertThat(report.verdict()).isEqualTo(Report.Verdict.UNKNOWN);
        }
    }

    @Test
    void nothingIsDeletedUnlessItIsAllowedAndThenNoMoreThanThat() {
        List<String> deletes = Collections.synchronizedList(new ArrayList<>());
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                if (!exchange.getRequestMethod().matches("GET|HEAD|OPTIONS")) {
                    deletes.add(exchange.getRequestURI().getPath());
                }
                return false;
            }
        }) {
            String[] notOnlyLists = Relations.standard().all().stream()
                    .map(Relation::id)
                    .filter(id -> !id.matches("(FILTER|ORDER|PAGE|QUERY|REFUSE)-.*"))
                    .toArray(String[]::new);
            Verification readOnly =
                    Verification.begin(VerifySettings.of(server.url(), KEY).withOnly(notOnlyLists), NOBODY);
            assertThat(readOnly.expendable()).isEmpty();
            readOnly.run();
            assertThat(deletes)
                    .isNotEmpty()
                    .allMatch(path -> path.contains("damson-verify-") || path.equals("/images"));
            Verification two =
                    Verification.begin(settings(server).withDeletes(2).withOnly(notOnlyLists), NOBODY);
            assertThat(two.expendable()).hasSize(2);
            two.run();
            assertThat(run(settings(server).withOnly("PAGE-1")).images()).startsWith(ACME.size() - 2 + " images");
        }
    }

    @Test
    void knownDeviationsAndUndeclaredMembersAreAccepted() {
        try (SmallServer server =
                new SmallServer(Map.of(KEY, ACME), Mutant.DEFAULT_TOP_IS_50, Mutant.UNDECLARED_MEMBER)) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY).withOnly("PAGE-1", "SHAPE-7");
            assertThat(run(settings).conforms()).isFalse();
            Report accepted = run(settings.withKnown("PAGE-1"));
            assertThat(accepted.conforms()).isTrue();
            assertThat(ids(accepted.of(Outcome.Failed.class))).containsExactly("PAGE-1", "SHAPE-7");
            assertThat(run(settings.withKnown("PAGE-1").withStrict()).conforms())
                    .isFalse();
        }
    }

    @Test
    void anAcceptedFailureBlocksNothing() {
        try (SmallServer server =
                new SmallServer(Map.of(KEY, ACME), Mutant.STRINGS_COMPARED_IGNORING_CASE, Mutant.NE_WITHOUT_NULLS)) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY).withOnly("FILTER-6", "FILTER-8");
            assertThat(ids(run(settings).of(Outcome.Failed.class))).containsExactly("FILTER-6");
            Report accepted = run(settings.withKnown("FILTER-6"));
            assertThat(ids(accepted.of(Outcome.Failed.class))).containsExactly("FILTER-6", "FILTER-8");
            assertThat(accepted.conforms()).isFalse();
        }
    }

    @Test
    void oneFaultIsToldOnceAndWhatBuildsOnItStandsUnderIt() {
        try (SmallServer server = new SmallServer(
                Map.of(KEY, ACME),
                Mutant.FILTER_PASSED_OVER,
                Mutant.ORDER_PASSED_OVER,
                Mutant.TOP_PASSED_OVER,
                Mutant.SKIP_PASSED_OVER)) {
            Report report = run(VerifySettings.of(server.url(), KEY));
            assertThat(ids(report.of(Outcome.Failed.class)))
                    .containsExactly("OPTION-1", "OPTION-2", "OPTION-3", "OPTION-4");
            assertThat(report.results())
                    .filteredOn(result -> result.outcome() instanceof Outcome.NotChecked notChecked
                            && notChecked.after().isPresent())
                    .extracting(result -> result.relation().id())
                    .contains(
                            "FILTER-1",
                            "FILTER-30",
                            "REFUSE-10",
                            "ORDER-1",
                            "REFUSE-7",
                            "PAGE-2",
                            "REFUSE-1",
                            "PAGE-6");
        }
    }

    @Test
    void anAnswerThatCannotBeJudgedEndsNothing(@TempDir Path folder) throws IOException {
        Path contract = folder.resolve("contract.yaml");
        Files.writeString(
                contract,
                Files.readString(Path.of("openapi/dam-images.yaml"))
                        .replace(
                                "description: Where the original file",
                                "pattern: '^(a|[^a])*$'\n          description: Where the original file"));
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME.subList(0, 5))) {
            @Override
            void spoil(ObjectNode json) {
                // Java's regular expressions go as deep as such a text is long.
                json.put("originalUrl", "b".repeat(200_000));
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY)
                    .withOnly("KEY-1", "PAGE-1", "SHAPE")
                    .withContract(contract));
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.results())
                    .filteredOn(result -> result.relation().id().equals("SHAPE-3"))
                    .hasSize(1)
                    .allSatisfy(result -> assertThat(result.outcome().toString())
                            .contains("could not be judged", "GET /images", "StackOverflowError"));
        }
    }

    @Test
    void noWindowOfTimeHasMoreRequestsThanTheRate() {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        List<String> notices = Collections.synchronizedList(new ArrayList<>());
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) {
                times.add(System.nanoTime());
                return false;
            }
        }) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY)
                    .withOnly("DELETE-2", "DELETE-10")
                    .withDeletes(5)
                    .withRate(Rate.of("12/500ms"));
            Verification.Listener told = new Verification.Listener() {
                @Override
                public void notice(String text) {
                    notices.add(text);
                }
            };
            assertThat(Verification.begin(settings, told).run().conforms()).isTrue();
        }
        assertThat(notices)
                .anyMatch(text -> text.startsWith("at most 12/500ms: some 26 requests will take at least 1 s"));
        assertThat(times).hasSizeGreaterThan(15);
        Collections.sort(times);
        for (int i = 12; i < times.size(); i++) {
            assertThat(Duration.ofNanos(times.get(i) - times.get(i - 12))).isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void aRunThatWantsAllCheckedIsNoSuccessWithoutThat() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME))) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY).withOnly("KEY-1", "DELETE-2");
            assertThat(run(settings).verdict()).isEqualTo(Report.Verdict.CONFORMS);
            assertThat(run(settings.withFailOn(FailOn.SKIPPED)).verdict()).isEqualTo(Report.Verdict.INCOMPLETE);
            assertThat(run(settings.withOnly("KEY-1").withFailOn(FailOn.SKIPPED))
                            .verdict())
                    .isEqualTo(Report.Verdict.CONFORMS);
        }
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME.subList(0, 20)))) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY).withOnly("PAGE-1");
            assertThat(run(settings.withFailOn(FailOn.SKIPPED)).verdict()).isEqualTo(Report.Verdict.CONFORMS);
            assertThat(run(settings.withFailOn(FailOn.PARTLY)).verdict()).isEqualTo(Report.Verdict.INCOMPLETE);
        }
    }

    @Test
    void twoKeysOfOneAccountAreASuspicionAndNoFailure() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME, "Another-key", ACME))) {
            Report report = run(VerifySettings.of(server.url(), KEY)
                    .withOtherKey("Another-key")
                    .withOnly("TENANT", "DELETE-11")
                    .withDeletes(5));
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.of(Outcome.NotChecked.class))
                    .hasSize(5)
                    .allSatisfy(result ->
                            assertThat(result.outcome().toString()).contains("both keys list the same 150 images"));
        }
    }

    @Test
    void whatAProxyRefusesForItsLengthIsNotTheServersFault() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                if (exchange.getRequestURI().toString().length() < 8_000) {
                    return false;
                }
                send(exchange, 414, "text/html", "<h1>Request-URI Too Large".getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("REFUSE-15", "SHAPE"));
            assertThat(ids(report.of(Outcome.Failed.class))).isEmpty();
            assertThat(report.results().get(0).outcome().toString())
                    .contains("something on the way, such as a proxy, refused a URL of 1", "with 414");
        }
    }

    @Test
    void aServerIsAskedThroughAProxy() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME));
                RewritingProxy proxy = new RewritingProxy(server.url(), (request, answer) -> {
                    lines.add(request.lines().findFirst().orElse(""));
                    return answer;
                })) {
            VerifySettings settings = VerifySettings.of(server.url(), KEY)
                    .withOnly("KEY-1", "KEY-6", "GET-1")
                    .withProxy(proxy.url());
            Report report = run(settings);
            assertThat(report.conforms()).isTrue();
            assertThat(lines).isNotEmpty().allMatch(line -> line.contains(" " + server.url() + "/images"));
            assertThat(lines).noneMatch(line -> line.contains(KEY.toLowerCase(Locale.ROOT)));
        }
        for (String wrong :
                List.of("proxy:3128", "https://proxy:3128", "http://proxy", "http://me:secret@proxy:3128")) {
            assertThatThrownBy(() -> VerifySettings.of(nobody(), KEY).withProxy(URI.create(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--proxy:")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void whatLooksAlikeIsWrittenWithItsEscapes() {
        assertThat(Legible.text("caf\u00e9 cafe\u0301\u200b.jpg\u00a0"))
                .isEqualTo("caf\u00e9 cafe\\u0301\\u200b.jpg\\u00a0");
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME), Mutant.NAME_NORMALISED)) {
            Report report = run(VerifySettings.of(server.url(), KEY).withOnly("GET-8"));
            assertThat(((Outcome.Failed) report.results().get(0).outcome()).expected())
                    .containsPattern("they look alike: U\\+[0-9A-F]{4} instead of U\\+[0-9A-F]{4} at [0-9]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"50/10s", "50/10000ms", "50/PT10S", "50/0m10s"})
    void aRateHasItsTimeInAllForms(String text) {
        assertThat(Rate.of(text))
                .isEqualTo(new Rate(50, Duration.ofSeconds(10)))
                .hasToString("50/10s");
        assertThat(Rate.of("5/s")).isEqualTo(new Rate(5, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "50/10", "0/10s", "50/0s", "-1/1s", "x/1s", "50/10d", ""})
    void whatIsNoRateIsSaidToBeNone(String wrong) {
        assertThatThrownBy(() -> Rate.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoServerOfTheApiIsSaidAtOnce() throws IOException {
        assertThatThrownBy(() -> run(VerifySettings.of(nobody(), KEY)))
                .isInstanceOf(UnusableServerException.class)
                .hasMessageContaining("is the server started");
        refuses(200, "text/html; charset=utf-8", "<!doctype html><title>Sign in", "with HTML, not JSON");
        refuses(302, "text/html", "", "redirects to https://login.example");
        refuses(401, "application/problem+json", "{\"detail\":\"no\"}", "answered 401: no; it does not take the key");
        refuses(400, "application/problem+json", "{\"detail\":\"bad key\"}", "answered 400: bad key");
        refuses(404, "text/plain", "nothing", "--url is what stands before /images");
        refuses(500, "text/plain", "oh", "answered 500");
    }

    private static void refuses(int status, String type, String body, String message) {
        try (SmallServer server = new SmallServer(Map.of()) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                exchange.getResponseHeaders().set("Location", "https://login.example");
                send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            assertThatThrownBy(() -> run(VerifySettings.of(server.url(), KEY)))
                    .isInstanceOf(UnusableServerException.class)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void aServerWithoutTlsIsSaidToBeOne() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            Thread plain = new Thread(() -> {
                try (Socket connection = socket.accept()) {
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            plain.start();
            assertThatThrownBy(
                            () -> run(VerifySettings.of(URI.create("https://127.0.0.1:" + socket.getLocalPort()), KEY)))
                    .isInstanceOf(UnusableServerException.class)
                    .hasMessageContaining("cannot be reached over TLS")
                    .hasMessageContaining("--insecure");
        }
    }

    @Test
    void whatListsNothingThatCanBeReadIsAskedAllTheSame() {
        try (SmallServer server = new SmallServer(Map.of(KEY, ACME)) {
            @Override
            boolean intercept(HttpExchange exchange) throws IOException {
                send(exchange, 200, "application/json", "{\"images\":[]}".getBytes(StandardCharsets.UTF_8));
                return true;
            }
        }) {
            Report report = run(VerifySettings.of(server.url(), KEY));
            assertThat(report.conforms()).isFalse();
            assertThat(ids(report.of(Outcome.Failed.class))).contains("SHAPE-3");
            assertThat(report.images()).contains("the list of images cannot be read");
        }
    }

    /** A port that was free a moment ago. */
    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void aServerThatIsNotThereYetIsWaitedFor() throws Exception {
        URI later = nobody();
        List<SmallServer> started = Collections.synchronizedList(new ArrayList<>());
        Verification.Listener starts = new Verification.Listener() {
            @Override
            public void notice(String text) {
                started.add(new SmallServer(later.getPort(), Map.of(KEY, ACME)));
            }
        };
        try {
            Report report = Verification.begin(
                            VerifySettings.of(later, KEY).withOnly("PAGE-1").withPatience(Duration.ofMinutes(1)),
                            starts)
                    .run();
            assertThat(report.conforms()).isTrue();
        } finally {
            started.forEach(SmallServer::close);
        }
    }
}
