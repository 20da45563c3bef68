package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the control API does, and that it does it to the key's tenant alone. */
@Timeout(60)
class MockControlTest {
    private static final String IMAGE = "/images(product-main-front.jpg)";
    private static final String IN_PROCESS = "trail-runner-red-detail.png";

    @RegisterExtension
    private static final RunningMock MOCK = new RunningMock();

    @Test
    void aSandboxIsACopyThatNobodyElseSees() {
        Client one = MOCK.sandbox("one");
        Client two = MOCK.sandbox("two");
        assertThat(one.delete(IMAGE).status()).isEqualTo(204);
        assertThat(one.get(IMAGE).status()).isEqualTo(404);
        assertThat(two.get(IMAGE).status()).isEqualTo(200);
        assertThat(MOCK.client("acme-demo-key").get(IMAGE).status()).isEqualTo(200);
    }

    @Test
    void sandboxesByTheHundredDoNotMeet() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Callable<Integer>> work = new ArrayList<>();
        IntStream.range(0, 100)
                .forEach(i -> work.add(() -> {
                    Client own = MOCK.sandbox("of-a-hundred-" + i);
                    int before = own.images();
                    own.delete(IMAGE);
                    return own.get(IMAGE).status() == 404 ? before : -1;
                }));
        for (Future<Integer> images : clients.invokeAll(work)) {
            assertThat(images.get()).isEqualTo(100);
        }
        clients.shutdown();
    }

    @Test
    void aKeyThatIsSentTwiceIsRefusedThoughItIsASandboxes() {
        Client own = MOCK.sandbox("twice");
        for (String path : List.of("/images", "/images?__code=503", "/__admin/requests")) {
            var refused = own.send("GET", path, "", "X-API-KEY", "sandbox-twice");
            assertThat(refused.status()).as(path).isEqualTo(400);
            assertThat(refused.json().path("detail").asText()).as(path).startsWith("X-API-KEY: ");
        }
        assertThat(own.get("/__admin/sandboxes").json().findValuesAsText("name"))
                .doesNotContain("twice", "twice,sandbox-twice");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /__admin/faults/",
        "DELETE, /__admin/requests/",
        "GET, /__admin/requests/",
        "DELETE, /__admin/sandboxes/",
        "POST, /__admin/reset/",
        "DELETE, /__admin/images/product-main-front.jpg/"
    })
    void anIdThatIsEmptyDoesNotMeanAll(String method, String path) {
        Client own = MOCK.sandbox("empty-id");
        own.ask("POST", "/__admin/faults", "{\"status\":500,\"reference\":\"nobody\"}");
        own.get(IMAGE);
        Client.Reply reply = own.send(method, path, "");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().path("detail").asText()).isEqualTo("There is nothing here; no path ends with a slash");
        assertThat(own.get("/__admin/faults").json().path("faults")).isNotEmpty();
        assertThat(own.get("/__admin/requests").json().path("requests")).isNotEmpty();
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a/b", "a+b", "", "(a)"})
    void aSandboxHasANameOfLettersDigitsAndALittlePunctuation(String name) {
        assertThat(MOCK.sandbox(name).get("/images").json().path("detail").asText())
                .isEqualTo("X-API-KEY: the API key is not valid: the name of a sandbox is 1 to 100 of"
                        + " A-Z, a-z, 0-9, dot, underscore and hyphen");
        assertThat(MOCK.sandbox(name).get("/__admin/requests").status()).isEqualTo(400);
    }

    @Test
    void theNameOfASandboxHasUpTo100Characters() {
        assertThat(MOCK.sandbox("a.B_9-" + "x".repeat(94)).get("/images").status())
                .isEqualTo(200);
        assertThat(MOCK.sandbox("x".repeat(101)).get("/images").status()).isEqualTo(400);
    }

    @Test
    void resetRestoresDataFaultsClockAndJournalOfTheKeyAlone() {
        Client own = MOCK.sandbox("reset");
        Client other = MOCK.sandbox("not-reset");
        for (Client client : List.of(own, other)) {
            client.delete(IMAGE);
            client.ask("PUT", "/__admin/clock", "{\"advance\":\"PT5S\"}");
            client.ask("POST", "/__admin/faults", "{\"status\":500}");
        }
        assertThat(own.ask("POST", "/__admin/reset", "").status()).isEqualTo(204);
        assertThat(own.get("/__admin/requests").json().path("requests")).isEmpty();
        assertThat(own.get("/__admin/faults").json().path("faults")).isEmpty();
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
        assertThat(own.status(IN_PROCESS)).isEqualTo("Re");
        assertThat(other.get(IMAGE).status()).isEqualTo(500);
        assertThat(other.get("/__admin/faults").json().path("faults")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /images",
        "HEAD, /images",
        "GET, " + IMAGE,
        "HEAD, " + IMAGE,
        "DELETE, " + IMAGE,
        "OPTIONS, /images"
    })
    void eachOperationAnswersTheStatusThatIsPreferred(String method, String path) {
        Client own = MOCK.sandbox("prefer");
        var refused = own.ask(method, path, "", "Prefer", "code=429");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).matches("[0-9]+");
        assertThat(refused.header("Preference-Applied")).isEqualTo("code=429");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        if (method.equals("GET")) {
            assertThat(refused.json().path("status").asInt()).isEqualTo(429);
            assertThat(refused.json().path("instance").asText()).isEqualTo(path);
        }
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 409, 418, 429, 451, 499, 500, 503, 599})
    void anyStatusCanBeAskedForInThePath(int status) {
        var refused = MOCK.sandbox("code").get("/images?__code=" + status);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.json().path("status").asInt()).isEqualTo(status);
        assertThat(refused.json().path("type").asText()).startsWith("https://api2.saleslayer.com/errors/");
        assertThat(refused.json().path("title").asText()).isNotEmpty();
    }

    @Test
    void theKeyIsAskedForBeforeAnythingIsForced() {
        assertThat(MOCK.client().get("/images", "Prefer", "code=503").status()).isEqualTo(401);
        assertThat(MOCK.client("nobody").get("/images?__code=503").status()).isEqualTo(400);
        assertThat(MOCK.sandbox("path").get("/images/?__code=503").status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeForcedIsRefusedOrPassedOver() {
        Client own = MOCK.sandbox("refused");
        assertThat(own.get("/images?__code=200").json().path("detail").asText()).contains("400 to 599");
        assertThat(own.get("/images?__delay=soon").status()).isEqualTo(400);
        assertThat(own.get("/images", "x-microcks-delay", "60001").status()).isEqualTo(400);
        var passed = own.get("/images?$top=1", "Prefer", "code=200, return=minimal");
        assertThat(passed.status()).isEqualTo(200);
        assertThat(passed.header("Preference-Applied")).isEmpty();
    }

    @Test
    void delayedRequestsWaitAndHoldNobodyUp() throws Exception {
        Client own = MOCK.sandbox("delay");
        own.images();
        ExecutorService clients = Executors.newCachedThreadPool();
        long start = System.nanoTime();
        List<Future<Client.Reply>> waiting = IntStream.range(0, 30)
                .mapToObj(i -> clients.submit(
                        () -> i % 2 == 0 ? own.get("/images?__delay=700") : own.get(IMAGE, "x-microcks-delay", "700")))
                .toList();
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
        assertThat(waiting.get(0).isDone()).isFalse();
        for (Future<Client.Reply> reply : waiting) {
            assertThat(reply.get().status()).isEqualTo(200);
            assertThat(reply.get().header("X-Request-Id")).isNotEmpty();
        }
        assertThat(System.nanoTime() - start).isGreaterThan(700_000_000L);
        // One more than were sent would be one that a client sent again, since its connection was cut.
        assertThat(own.ask("POST", "/__admin/requests/count", "{\"method\":\"ANY\",\"urlPath\":\"/images\"}")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1 + 15);
        clients.shutdown();
    }

    @Test
    void anArmedFaultHappensAsOftenAsItWasTold() {
        Client own = MOCK.sandbox("times");
        var armed = own.ask(
                "POST",
                "/__admin/faults",
                "{\"method\":\"DELETE\",\"reference\":\"product-main-front.jpg\",\"status\":503,\"times\":2}");
        assertThat(armed.status()).isEqualTo(201);
        assertThat(armed.json().path("remainingTimes").asInt()).isEqualTo(2);
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
        assertThat(MOCK.sandbox("times-other").delete(IMAGE).status()).isEqualTo(204);
        assertThat(own.delete(IMAGE).header("Retry-After")).isEqualTo("1");
        assertThat(own.delete(IMAGE).status()).isEqualTo(503);
        assertThat(own.delete(IMAGE).status()).isEqualTo(204);
        assertThat(own.get("/__admin/faults").json().path("faults")).isEmpty();
    }

    @Test
    void aFaultSparesAsManyAsItWasToldFirst() {
        Client own = MOCK.sandbox("after");
        own.ask("POST", "/__admin/faults", "{\"status\":503,\"after\":2,\"times\":1,\"method\":\"GET\"}");
        own.ask("HEAD", IMAGE, "");
        assertThat(IntStream.range(0, 4).mapToObj(i -> own.get(IMAGE).status())).containsExactly(200, 200, 503, 200);
    }

    @Test
    void aFaultMeetsRequestsWithItsQueryOptionsAlone() {
        Client own = MOCK.sandbox("query");
        var armed = own.ask(
                "POST",
                "/__admin/faults",
                "{\"status\":500,\"query\":\"$skip=100&$filter=status eq 'Ok'\",\"detail\":\"The disk is full\"}");
        assertThat(armed.json().path("fault").path("query").asText()).isEqualTo("$skip=100&$filter=status eq 'Ok'");
        String filter = "%24Filter=status+eq+%27Ok%27";
        var met = own.get("/images?" + filter + "&$top=1&skip=%31" + "00");
        assertThat(met.status()).isEqualTo(500);
        assertThat(met.json().path("detail").asText()).isEqualTo("The disk is full");
        for (String query : List.of("", "?$skip=100", "?$skip=1000&" + filter, "?$skip=10&" + filter)) {
            assertThat(own.get("/images" + query).status()).as(query).isEqualTo(200);
        }
    }

    @Test
    void aFaultWithAProbabilityHappensToTheSameRequestsInEveryRun() {
        Client one = MOCK.sandbox("odds-one");
        Client two = MOCK.sandbox("odds-two");
        one.ask("POST", "/__admin/faults", "{\"status\":500,\"probability\":0.5}");
        two.ask("POST", "/__admin/faults", "{\"status\":500,\"probability\":0.5}");
        List<Integer> first =
                IntStream.range(0, 30).map(i -> one.get(IMAGE).status()).boxed().toList();
        List<Integer> second =
                IntStream.range(0, 30).map(i -> two.get(IMAGE).status()).boxed().toList();
        assertThat(first).contains(200, 500).isEqualTo(second);
    }

    @Test
    void anArmedFaultCanBeDisarmed() {
        Client own = MOCK.sandbox("disarm");
        String id = own.ask("POST", "/__admin/faults", "{\"status\":500}")
                .json()
                .path("id")
                .asText();
        assertThat(own.delete("/__admin/faults/" + id).status()).isEqualTo(204);
        assertThat(own.delete("/__admin/faults/" + id).status()).isEqualTo(404);
        own.ask("POST", "/__admin/faults", "{\"delay\":\"PT0.001S\",\"status\":500}");
        assertThat(own.get(IMAGE).status()).isEqualTo(500);
        own.delete("/__admin/faults");
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | one of status, fault and delay",
                "{\"status\":200} | 400 to 599",
                "{\"status\":500,\"fault\":\"EMPTY_RESPONSE\"} | not both",
                "{\"status\":500,\"times\":0} | 1 or more",
                "{\"status\":500,\"after\":-1} | after: 0 or more",
                "{\"status\":500,\"query\":\"skip\"} | query: query options are needed, such as $skip=100",
                "{\"delay\":\"1s\",\"detail\":\"x\"} | detail: 1 to 1000 characters are needed, beside a status",
                "{\"status\":500,\"detail\":\"\"} | detail: 1 to 1000",
                "{\"status\":500,\"probability\":2} | 0 to 1",
                "{\"status\":500,\"timeToLive\":\"soon\"} | timeToLive: a duration from 0s to 24h is needed, such as 800ms, 2s, or 800, which are milliseconds",
                "{\"delay\":\"PT2M\"} | a duration from 0s to 1m",
                "{\"delay\":\"61s\"} | a duration from 0s to 1m",
                "{\"delay\":\"-2s\"} | a duration from 0s to 1m",
                "{\"delay\":\"2000\"} | a duration from 0s to 1m",
                "{\"statu\":500} | is not a member",
                "{\"fault\":\"NONE\"} | fault is none of CONNECTION_RESET_BY_PEER, EMPTY_RESPONSE, MALFORMED_RESPONSE_CHUNK, RANDOM_DATA_THEN_CLOSE",
                "{\"fault\":7} | fault is none of CONNECTION_RESET_BY_PEER",
                "{\"status\":500,\"method\":\"DELTE\"} | method: one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE and ANY is needed",
                "{\"status\":500,\"method\":\"\"} | method: one of GET",
                "{\"status\":500,\"method\":7} | method: a string is needed",
                "{\"status\":500,\"on\":\"files\"} | on is none of api, media",
                "{\"status\":\"500\"} | status: a whole number is needed",
                "{\"status\":500.5} | status: a whole number is needed",
                "{\"status\":true} | status: a whole number is needed",
                "{\"status\":5000000000} | status: a whole number of 32 bits is needed",
                "{\"status\":500,\"times\":\"\"} | times: a whole number is needed",
                "{\"status\":500,\"probability\":\"1\"} | probability: a number is needed",
                "{\"status\":500,\"status\":404} | broken",
                "{\"status\":500} {} | broken",
                "{\"status\": | broken",
                "[] | broken",
                "'' | is needed"
            })
    void aFaultThatCannotBeIsRefusedWithTheRule(String body, String rule) {
        var refused = MOCK.sandbox("broken").ask("POST", "/__admin/faults", body);
        assertThat(refused.status()).as(refused.http().body()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText()).contains(rule).doesNotContain("io.damson", "jackson");
    }

    @ParameterizedTest
    @CsvSource({"2s, 2s", "2000ms, 2s", "PT2S, 2s", "1.5s, 1500ms", "PT0.8S, 800ms", "60000ms, 1m", "pt1m, 1m"})
    void durationsAreTakenInAllFormsAndWrittenInOne(String given, String written) {
        Client own = MOCK.sandbox("durations");
        var armed =
                own.ask("POST", "/__admin/faults", "{\"delay\":\"" + given + "\",\"timeToLive\":\"" + given + "\"}");
        assertThat(armed.status()).isEqualTo(201);
        assertThat(armed.json().path("fault").path("delay").asText()).isEqualTo(written);
        assertThat(armed.json().path("fault").path("timeToLive").asText()).isEqualTo(written);
        own.delete("/__admin/faults");
    }

    @ParameterizedTest
    @CsvSource({"2000, 2s", "0, ''", "1500, 1500ms", "60000, 1m"})
    void durationsOfBodiesMayBeNumbersOfMilliseconds(String millis, String written) {
        Client own = MOCK.sandbox("milliseconds");
        var armed =
                own.ask("POST", "/__admin/faults", "{\"status\":500,\"delay\":" + millis + ",\"timeToLive\":60000}");
        assertThat(armed.status()).isEqualTo(201);
        assertThat(armed.json().path("fault").path("delay").asText()).isEqualTo(written);
        assertThat(armed.json().path("fault").path("timeToLive").asText()).isEqualTo("1m");
        own.ask("POST", "/__admin/reset", "");
        own.ask("PUT", "/__admin/clock", "{\"now\":\"2024-04-05T08:44:33\"}");
        own.ask("PUT", "/__admin/images/" + IN_PROCESS, "{\"processingFor\":" + millis + "}");
        var clock = own.ask("PUT", "/__admin/clock", "{\"advance\":" + millis + "}");
        assertThat(clock.json().path("now").asText())
                .isEqualTo(LocalDateTime.parse("2024-04-05T08:44:33")
                        .plusSeconds(Long.parseLong(millis) / 1000)
                        .toString());
        assertThat(own.status(IN_PROCESS)).isEqualTo("Ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "60001", "1e99", "9223372036854775808", "true", "[1]", "{}"})
    void whatIsNoDurationIsRefusedWhateverItsType(String value) {
        var refused = MOCK.sandbox("no-duration").ask("POST", "/__admin/faults", "{\"delay\":" + value + "}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText())
                .isEqualTo(
                        "delay: a duration from 0s to 1m is needed, such as 800ms, 2s, or 800, which are milliseconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\0\0\0}", "{\0\0\0\u00e9\u00e9", "\0\0\0{\u00e9\u00e9", "\0\0\0{}"})
    void aBodyThatBeginsLikeUtf32IsRefusedAsNoUtf8(String body) {
        Client own = MOCK.sandbox("utf-32");
        for (String[] operation : new String[][] {
            {"POST", "/__admin/faults"},
            {"PUT", "/__admin/clock"},
            {"PUT", "/__admin/images/a"},
            {"POST", "/__admin/requests/find"}
        }) {
            var refused = own.ask(operation[0], operation[1], body, "Content-Type", "application/json");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("detail").asText()).isEqualTo("body: one JSON object is needed, in UTF-8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "20ms", "0.02s", "PT0.02S"})
    void aDelayIsANumberOfMillisecondsOrADuration(String delay) {
        Client own = MOCK.sandbox("delays");
        assertThat(own.get("/images?$top=1&__delay=" + delay).status()).isEqualTo(200);
        assertThat(own.get("/images?$top=1", "x-microcks-delay", delay).status())
                .isEqualTo(200);
        assertThat(own.get("/images?__delay=61s").json().path("detail").asText())
                .contains("0s to 1m");
    }

    /** They wait for their time, and then for their turn. */
    @Test
    void delayedListsOfOneKeyAreAllAnswered() throws Exception {
        Client own = MOCK.sandbox("delayed-lists");
        own.get(IMAGE);
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Callable<Integer>> work =
                Collections.nCopies(64, () -> own.get("/images?__delay=50").status());
        for (Future<Integer> status : clients.invokeAll(work)) {
            assertThat(status.get()).isEqualTo(200);
        }
        clients.shutdown();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/__admin/requests/count?statuz=404|statuz: the operation has no such query parameter; there are method, since,",
                "/__admin/requests?Limit=1|Limit: the operation has no such query parameter; there are bodies, limit, method,",
                "/__admin/requests?limit=1&limit=2|limit: the parameter is given twice",
                "/__admin/requests?status=abc|status: a whole number from 0",
                "/__admin/requests?limit=99999999999|limit: a whole number from 0",
                "/__admin/requests?limit=-1|limit: a whole number from 0",
                "/__admin/requests?limit=|limit: a whole number from 0",
                "/__admin/requests?since=yesterday|since: a date-time like 2024-04-05T08:44:33Z, or a number of milliseconds since 1970, is needed",
                "/__admin/requests/count?since=2024-13-01T00:00:00Z|since: a date-time like",
                "/__admin/requests?since=|since: a date-time like",
                "/__admin/health?x|x: the operation has no such query parameter; it has none",
                "/__admin/clock?now=1|it has none",
                "/__admin/sandboxes?name=a|it has none"
            })
    void anUnknownQueryParameterIsRefused(String path, String detail) {
        var refused = MOCK.sandbox("parameters").get(path);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText()).contains(detail);
    }

    @Test
    void optionsThatTheApiIgnoresStandInTheJournal() {
        Client own = MOCK.sandbox("ignored");
        own.get("/images?limit=5&page=2&filter%5Bstatus%5D=Ok&limit=6&$top=1&__delay=0&");
        own.get(IMAGE + "?size=1");
        own.get("/images?$top=1");
        assertThat(own.get("/images?%2524filter=true").json().path("detail").asText())
                .isEqualTo("%24filter: the option's name is encoded twice; encode it once: $filter");
        var journal = own.get("/__admin/requests").json().path("requests");
        assertThat(journal.path(1).has("ignoredOptions")).isFalse();
        assertThat(journal.path(2).path("ignoredOptions")).hasToString("[\"size\"]");
        assertThat(journal.path(3).path("ignoredOptions")).hasToString("[\"limit\",\"page\",\"filter[status]\"]");
    }

    @Test
    void advancingTheClockTurnsAConflictIntoADeletion() {
        Client own = MOCK.sandbox("clock");
        String image = "/images(" + IN_PROCESS + ")";
        assertThat(own.delete(image).status()).isEqualTo(409);
        own.ask("PUT", "/__admin/clock", "{\"advance\":\"PT4.9S\"}");
        assertThat(own.status(IN_PROCESS)).isEqualTo("Re");
        var clock = own.ask("PUT", "/__admin/clock", "{\"advance\":\"PT0.1S\"}");
        assertThat(clock.json().path("mode").asText()).isEqualTo("frozen");
        assertThat(own.status(IN_PROCESS)).isEqualTo("Ok");
        assertThat(own.delete(image).status()).isEqualTo(204);
        assertThat(MOCK.sandbox("clock-other").status(IN_PROCESS)).isEqualTo("Re");
    }

    @Test
    void aClockThatRunsFinishesImagesByItself() {
        Client own = MOCK.sandbox("running");
        own.ask("PUT", "/__admin/clock", "{\"mode\":\"running\",\"now\":\"2024-04-05T08:44:33\"}");
        assertThat(own.get("/__admin/clock").json().path("now").asText()).startsWith("2024-04-05T08:44");
        own.ask("PUT", "/__admin/images/" + IN_PROCESS, "{\"processingFor\":\"PT0.05S\"}");
        Await.until(() -> own.status(IN_PROCESS).equals("Ok"));
    }

    @Test
    void theClocksOfAllAreChangedOrNone() {
        Client late = MOCK.sandbox("late-clock");
        Client other = MOCK.sandbox("other-clock");
        late.ask("PUT", "/__admin/clock", "{\"now\":\"9999-12-31T23:59:59\"}");
        other.ask("PUT", "/__admin/clock", "{\"now\":\"2024-04-05T08:44:33\"}");
        assertThat(MOCK.client()
                        .ask("PUT", "/__admin/clock", "{\"advance\":\"5s\"}")
                        .status())
                .isEqualTo(400);
        assertThat(other.get("/__admin/clock").json().path("now").asText()).isEqualTo("2024-04-05T08:44:33");
        late.ask("POST", "/__admin/reset", "");
    }

    @Test
    void timesThatNobodyCanPrintAreRefused() {
        Client own = MOCK.sandbox("times-refused");
        assertThat(own.ask("PUT", "/__admin/clock", "{\"now\":\"9999-12-31T23:59:59\",\"advance\":\"PT5S\"}")
                        .status())
                .isEqualTo(400);
        assertThat(own.ask("PUT", "/__admin/clock", "{\"now\":\"+10000-01-01T00:00:00\"}")
                        .status())
                .isEqualTo(400);
        assertThat(own.ask("PUT", "/__admin/clock", "{\"mode\":\"fast\"}").status())
                .isEqualTo(400);
        for (String now : List.of("[2024,4,5,8,44]", "1712306673", "\"\"", "\"today\"", "{}")) {
            assertThat(own.ask("PUT", "/__admin/clock", "{\"now\":" + now + "}")
                            .json()
                            .path("detail")
                            .asText())
                    .isEqualTo("body: now: a date-time like 2024-04-05T08:44:33 is needed");
        }
        assertThat(own.ask("PUT", "/__admin/clock", "{\"now\":\"2024-04-05T08:44:33.000Z\"}")
                        .json()
                        .path("now")
                        .asText())
                .isEqualTo("2024-04-05T08:44:33");
    }

    @Test
    void imagesCanBePutChangedAndRemoved() {
        Client own = MOCK.sandbox("seeds");
        assertThat(own.ask("PUT", "/__admin/images/new%20%28one%29.gif", "{\"tags\":[\"a\"]}")
                        .status())
                .isEqualTo(204);
        var image = own.get("/images(new%20(one).gif)").json();
        assertThat(image.path("status").asText()).isEqualTo("Ok");
        assertThat(image.path("fileType").asText()).isEqualTo("gif");
        assertThat(image.path("tags").path(0).asText()).isEqualTo("a");
        own.ask("PUT", "/__admin/images/new%20%28one%29.gif", "{\"status\":\"Up\",\"fileType\":null}");
        var changed = own.get("/images(new%20(one).gif)").json();
        assertThat(changed.path("id")).isEqualTo(image.path("id"));
        assertThat(changed.path("status").asText()).isEqualTo("Up");
        assertThat(changed.path("fileType").isNull()).isTrue();
        assertThat(own.delete("/images(new%20(one).gif)").status()).isEqualTo(409);
        assertThat(own.delete("/__admin/images/new%20%28one%29.gif").status()).isEqualTo(204);
        assertThat(own.delete("/__admin/images/new%20%28one%29.gif").status()).isEqualTo(404);
        assertThat(own.ask("PUT", "/__admin/images/a.gif", "{\"width\":-1}")
                        .json()
                        .path("detail")
                        .asText())
                .contains("width");
        assertThat(MOCK.client()
                        .ask("PUT", "/__admin/images/a.gif", "{\"width\":1}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "delete", "Delete", "ANY", "any"})
    void theMethodOfAFaultIsAnyKnownOneInAnyCase(String method) {
        Client own = MOCK.sandbox("fault-methods");
        var armed = own.ask("POST", "/__admin/faults", "{\"status\":500,\"times\":1,\"method\":\"" + method + "\"}");
        assertThat(armed.json().path("fault").path("method").asText("all")).isIn("DELETE", "all");
        assertThat(own.delete(IMAGE).status()).isEqualTo(500);
        assertThat(own.ask("POST", "/__admin/requests/count", "{\"method\":\"" + method + "\"}")
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
    }

    @Test
    void theJournalHasTheRequestsOfTheKeyWithoutTheKey() {
        Client own = MOCK.sandbox("journal");
        own.get(IMAGE);
        own.get("/images?$top=1", "Prefer", "code=409");
        own.get("/images?$top=1", "Authorization", "Bearer secret");
        var page = own.get("/__admin/requests").json();
        assertThat(page.path("meta").path("total").asInt()).isEqualTo(3);
        assertThat(page.toString()).doesNotContain("Bearer").contains("[redacted]");
        assertThat(page.findValuesAsText("tenant")).containsOnly("sandbox-journal");
        assertThat(page.path("requests").path(2).path("request").path("url").asText())
                .isEqualTo(IMAGE);
        assertThat(page.path("requests").path(1).path("response").path("status").asInt())
                .isEqualTo(409);
        assertThat(own.get("/__admin/requests?limit=1&method=GET").json().path("requests"))
                .hasSize(1);
        assertThat(own.get("/__admin/requests/count?status=409")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(own.ask("POST", "/__admin/requests/count", "{\"method\":\"GET\",\"urlPath\":\"/images\"}")
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(2);
        own.delete("/__admin/requests");
        assertThat(own.get("/__admin/requests/count").json().path("count").asInt())
                .isZero();
    }

    /** A sandbox is called by its key, which is no secret; the key of a data file may be one. */
    @ParameterizedTest
    @ValueSource(strings = {"acme-demo-key", "acme-demo-keyx", "unheard-of+/="})
    void noKeyOfAHeaderFieldStandsInTheJournal(String key) {
        Client client = MOCK.client(key);
        client.get(IMAGE);
        client.delete("/images(nobody)", "Authorization", "Bearer " + key, "Cookie", "key=" + key);
        client.get("/images?$top=x", "X-ADMIN-KEY", key);
        MOCK.client().get(IMAGE, "x-api-key", key);
        assertThat(MOCK.client().get("/__admin/requests?limit=1000").http().body())
                .contains("[redacted]", "/images(nobody)")
                .doesNotContain(key);
    }

    @Test
    void requestsWithoutAValidKeyAreInTheJournalOfAll() {
        MOCK.client("unheard-of").get("/images?$top=77");
        assertThat(MOCK.client()
                        .get("/__admin/requests?url=/images?$top%3D77")
                        .json()
                        .path("requests")
                        .path(0)
                        .path("response")
                        .path("status")
                        .asInt())
                .isEqualTo(400);
    }

    @Test
    void sandboxesAreListedAndDropped() {
        Client own = MOCK.sandbox("dropped");
        own.delete(IMAGE);
        assertThat(own.get("/__admin/sandboxes").json().findValuesAsText("name"))
                .contains("dropped");
        assertThat(own.delete("/__admin/sandboxes/dropped").status()).isEqualTo(204);
        assertThat(own.delete("/__admin/sandboxes/dropped").status()).isEqualTo(404);
        assertThat(own.get(IMAGE).status()).isEqualTo(200);
    }

    @Test
    void itsHealthCanBeAskedFor() {
        assertThat(MOCK.client().get("/health/live").status()).isEqualTo(200);
        assertThat(MOCK.client().get("/health/ready").json().path("status").asText())
                .isEqualTo("UP");
        assertThat(MOCK.client().get("/health/well").status()).isEqualTo(404);
        assertThat(MOCK.client().get("/__admin/health").json().findValuesAsText("status"))
                .contains("healthy");
        assertThat(MOCK.client().send("GET", "/__admin/nothing", "").status()).isEqualTo(404);
        assertThat(MOCK.client().send("PATCH", "/__admin/faults", "{}").header("Allow"))
                .contains("GET", "POST", "DELETE");
        assertThat(MOCK.client("nobody").ask("POST", "/__admin/reset", "").status())
                .isEqualTo(400);
    }

    @Test
    void browsersOfAnyOriginMayAsk() {
        var preflight = MOCK.client()
                .ask(
                        "OPTIONS",
                        IMAGE,
                        "",
                        "Origin",
                        "http://localhost:3000",
                        "Access-Control-Request-Method",
                        "DELETE",
                        "Access-Control-Request-Headers",
                        "x-api-key,prefer");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("x-api-key,prefer");
        var refused = MOCK.client().get("/images", "Origin", "http://localhost:3000");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
        assertThat(refused.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(refused.http().headers().allValues("Vary")).containsExactly("Origin, X-API-KEY, Accept-Encoding");
        assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After", "X-Request-Id");
    }
}
