package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.mock.DamsonMock;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before JAX-RS sees it can be read by pages of other origins, and stands in the mock's journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsBeforeTheApiTest {
    private static final String ORIGIN = "https://shop.example";
    private static final String HOST = "Host: localhost\r\n";
    private static final String FROM_A_PAGE = HOST + "Origin: " + ORIGIN + "\r\n";
    private static final String PREFLIGHT =
            "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: x-api-key\r\n";

    private final DamsonMock mock = DamsonMock.start();

    @AfterAll
    void stop() {
        mock.close();
    }

    private Answer ask(String method, String bytes) {
        try (Wire wire = Wire.open(mock.url().toString())) {
            wire.send(bytes);
            Answer answer = wire.read(method);
            assertThat(answer.header("Connection")).hasValue("close");
            assertThat(wire.rest()).isEmpty();
            return answer;
        }
    }

    private static Map<String, Integer> targets() {
        return Map.of(
                "/images(50%.jpg)",
                400,
                "/images(a b.jpg)",
                400,
                "/images(%FF)",
                400,
                "/images(\"a\")",
                400,
                "images",
                400,
                "/images?a=" + "b".repeat(70_000),
                414,
                "/images?a=" + "b".repeat(500_000),
                414);
    }

    static List<Map.Entry<String, Integer>> refusedTargets() {
        return List.copyOf(targets().entrySet());
    }

    @ParameterizedTest
    @MethodSource("refusedTargets")
    void aRefusedTargetCanBeReadByPages(Map.Entry<String, Integer> target) {
        String key = mock.newSandboxKey();
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            Answer answer = ask(
                    method,
                    method + " " + target.getKey() + " HTTP/1.1\r\n" + FROM_A_PAGE + "X-API-KEY: " + key
                            + "\r\nX-Request-Id: mine\r\n\r\n");
            Orderly.check(answer, method);
            assertThat(answer.status()).isEqualTo(target.getValue());
            assertReadable(answer);
            assertThat(answer.header("X-Request-Id")).hasValue("mine");
        }
        JsonNode journal = journal(key);
        assertThat(journal.findValuesAsText("method")).containsExactly("DELETE", "HEAD", "GET");
        assertThat(journal.findValuesAsText("id")).containsOnly("mine");
        assertThat(journal.findValuesAsText("tenant")).containsOnly(key);
        assertThat(journal.toString()).contains("\"X-API-KEY\":\"[redacted]\"", "\"Origin\":\"" + ORIGIN + "\"");
        for (JsonNode entry : journal) {
            assertThat(entry.at("/response/status").asInt()).isEqualTo(target.getValue());
            assertThat(entry.at("/response/headers/Content-Type").asText()).isEqualTo("application/problem+json");
            assertThat(entry.at("/response/body").asText())
                    .contains(
                            entry.at("/request/method").asText().equals("HEAD")
                                    ? ""
                                    : "\"status\":" + target.getValue());
            assertThat(target.getKey().replace(" ", "%20"))
                    .startsWith(entry.at("/request/url").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("refusedTargets")
    void itsPreflightIsGrantedSinceThePageWouldReadNothingOtherwise(Map.Entry<String, Integer> target) {
        Answer answer =
                ask("OPTIONS", "OPTIONS " + target.getKey() + " HTTP/1.1\r\n" + FROM_A_PAGE + PREFLIGHT + "\r\n");
        assertThat(answer.status()).isEqualTo(204);
        assertReadable(answer);
        assertThat(answer.header("Access-Control-Allow-Methods").orElseThrow()).contains("GET");
        assertThat(answer.header("Access-Control-Allow-Headers")).hasValue("x-api-key");
    }

    @ParameterizedTest
    @CsvSource({"32768, true", "32768, false", "300000, true", "300000, false"})
    void tooManyHeaderBytesCanBeReadByPagesToo(int bytes, boolean originFirst) {
        String key = mock.newSandboxKey();
        String large = "Cookie: " + "c".repeat(bytes) + "\r\n";
        String known = FROM_A_PAGE + "X-API-KEY: " + key + "\r\n";
        Answer answer = ask("GET", "GET /images HTTP/1.1\r\n" + (originFirst ? known + large : large + known) + "\r\n");
        Orderly.check(answer, "GET");
        assertThat(answer.status()).isEqualTo(431);
        assertReadable(answer);
        assertThat(journal(key)).hasSize(1);
        Answer preflight = ask("OPTIONS", "OPTIONS /images HTTP/1.1\r\n" + large + FROM_A_PAGE + PREFLIGHT + "\r\n");
        assertThat(preflight.status()).isEqualTo(204);
    }

    @Test
    void whatIsRefusedForItsFieldsOrItsBodyIsNotedToo() {
        String key = mock.newSandboxKey();
        String keyed = FROM_A_PAGE + "X-API-KEY: " + key + "\r\n";
        List<Answer> answers = List.of(
                ask("GET", "GET /images HTTP/1.1\r\n" + keyed + HOST + "\r\n"),
                ask("GET", "GET /images HTTP/1.1\r\n" + keyed + "X: y\r\n".repeat(100) + "\r\n"),
                ask("POST", "POST /images HTTP/1.1\r\n" + keyed + "Content-Length: 70000\r\n\r\n"),
                ask("POST", "POST /images HTTP/1.1\r\n" + keyed + "Transfer-Encoding: chunked\r\n\r\nx\r\n"));
        assertThat(answers).extracting(Answer::status).containsExactly(400, 431, 413, 400);
        answers.forEach(RefusalsBeforeTheApiTest::assertReadable);
        assertThat(journal(key)).hasSize(4);
    }

    @Test
    void whereLinesEndInDoubtNoPreflightIsGranted() {
        Answer answer = ask(
                "OPTIONS",
                "OPTIONS /images(50%) HTTP/1.1\r\n" + FROM_A_PAGE.replace("\r\n", "\n") + PREFLIGHT + "\r\n");
        assertThat(answer.status()).isIn(204, 400);
        Answer twice = ask("OPTIONS", "OPTIONS /images HTTP/1.1\r\n" + HOST + FROM_A_PAGE + PREFLIGHT + "\r\n");
        assertThat(twice.status()).isEqualTo(400);
    }

    @Test
    void aFieldOfARefusedRequestCannotAddFieldsToTheAnswer() {
        Answer answer = ask(
                "OPTIONS",
                "OPTIONS /images(50%) HTTP/1.1\r\n" + FROM_A_PAGE
                        + "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: a\rSet-Cookie: b\u0000\r\n\r\n");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Headers").orElse("")).doesNotContain("\r", "\u0000");
    }

    @Test
    void theRestOfAHeadThatNeverComesIsNotWaitedForLong() {
        long start = System.nanoTime();
        Answer answer = ask("GET", "GET /images(50%.jpg) HTTP/1.1\r\n" + FROM_A_PAGE);
        assertThat(answer.status()).isEqualTo(400);
        assertReadable(answer);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aHeadWithoutEndIsRefusedAllTheSame() {
        String endless = "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n" + FROM_A_PAGE + "X: y\r\n".repeat(200_000);
        assertThat(ask("GET", endless).status()).isEqualTo(414);
    }

    @Test
    void whatIsRefusedWithoutAKeyStandsInTheJournalOfAll() {
        ask("GET", "GET /images(nobody's%) HTTP/1.1\r\n" + HOST + "\r\n");
        ask("GET", "GET /__admin/images/50% HTTP/1.1\r\n" + HOST + "\r\n");
        ask("GET", "nonsense\r\n\r\n");
        try (Wire wire = Wire.open(mock.url().toString())) {
            wire.send("GET /__admin/requests HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            String journals = wire.rest();
            assertThat(journals).contains("/images(nobody's%)").doesNotContain("nonsense", "/__admin/images/50%");
        }
    }

    @Test
    void aServerNamesTheOriginsThatItWasToldAlone() throws IOException {
        try (Database database = Database.open(DatabaseConfiguration.temporary());
                DamsonServer server = DamsonServer.start(
                        new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                        database,
                        CorsOrigins.of(List.of(ORIGIN)))) {
            for (String origin : List.of(ORIGIN, "https://other.example")) {
                try (Wire wire = Wire.open(server.uri().toString())) {
                    wire.send("GET /images(50%) HTTP/1.1\r\n" + HOST + "Origin: " + origin + "\r\n\r\n");
                    Answer answer = wire.read("GET");
                    assertThat(answer.header("Access-Control-Allow-Origin"))
                            .isEqualTo(Optional.of(origin).filter(ORIGIN::equals));
                    assertThat(answer.header("Access-Control-Allow-Credentials"))
                            .isEmpty();
                    assertThat(answer.header("Vary")).hasValue("Origin");
                }
            }
        }
    }

    private static void assertReadable(Answer answer) {
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Credentials")).hasValue("true");
        assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow()).contains("X-Request-Id");
        assertThat(answer.header("Vary")).hasValue("Origin");
    }

    private JsonNode journal(String key) {
        try (Wire wire = Wire.open(mock.url().toString())) {
            wire.send("GET /__admin/requests HTTP/1.0\r\nX-API-KEY: " + key + "\r\n\r\n");
            String answer = wire.rest();
            return Orderly.JSON
                    .readTree(answer.substring(answer.indexOf("\r\n\r\n")))
                    .path("requests");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
