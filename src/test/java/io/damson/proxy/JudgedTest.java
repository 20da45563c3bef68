package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.Await;
import io.damson.http.Json;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.DamsonMock;
import io.damson.mock.fault.ConnectionFault;
import io.damson.mock.fault.Outcome;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is judged, told and answered by the proxy itself. */
class JudgedTest {
    private static final String WRONG = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + "Access-Control-Allow-Origin: *\r\nContent-Length: 4\r\n\r\nnull";

    private static Outcome outcome(Duration delay, @Nullable Integer status, @Nullable ConnectionFault fault) {
        return new Outcome(
                delay,
                Optional.ofNullable(status),
                Optional.empty(),
                Optional.ofNullable(fault),
                status == null ? Optional.empty() : Optional.of("code=" + status),
                Optional.of(Outcome.Source.REQUEST));
    }

    @Test
    void aPassageIsWhatHasPassed() throws Exception {
        try (DamsonMock mock = DamsonMock.start()) {
            Proxies proxies = Proxies.to(mock.url()).basePath("/x").told();
            try (ProxyServer proxy = proxies.start()) {
                String response = RawClient.get(
                        proxy.uri(), "/x/images?$top=1", "X-API-KEY: " + mock.newSandboxKey(), "origin: http://a");
                assertThat(response)
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Damson-Verdict: ok\r\n")
                        .containsPattern("Access-Control-Expose-Headers: [^\r]*, Damson-Verdict\r\n");
                Passage passage = proxies.verdicts.take().passage();
                assertThat(passage.method()).isEqualTo("GET");
                assertThat(passage.target()).isEqualTo("/images?$top=1");
                assertThat(passage.requestFields()).extracting(Field::name).contains("Host", "X-API-KEY", "origin");
                assertThat(passage.isWhole()).isTrue();
                assertThat(passage.ended()).isGreaterThan(passage.begun());
                assertThat(response).endsWith(new String(passage.bodyBytes(), StandardCharsets.UTF_8));
                assertThat(proxy.judged()).isEqualTo(1);
                assertThat(RawClient.get(proxy.uri(), "/x/docs")).doesNotContain("Damson-Verdict");
            }
            assertThat(proxies.verdicts).isEmpty();
        }
    }

    @Test
    void withoutTheFieldNothingIsAddedAndAllIsJudged() throws InterruptedException {
        try (RawUpstream upstream = RawUpstream.answering(WRONG)) {
            Proxies proxies = Proxies.to(upstream.url());
            try (ProxyServer proxy = proxies.start();
                    RawClient client = new RawClient(proxy.uri())) {
                assertThat(client.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                                .response())
                        .isEqualTo(WRONG);
            }
            assertThat(proxies.verdicts.take().passage().bodyBytes()).asString().isEqualTo("null");
        }
    }

    @Test
    void closeLetsWhatIsInFlightEndAndAllBeJudged() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.write(WRONG.getBytes(StandardCharsets.US_ASCII));
            return true;
        })) {
            Proxies proxies = Proxies.to(upstream.url());
            ProxyServer proxy = proxies.start();
            try (RawClient client = new RawClient(proxy.uri());
                    RawClient idle = new RawClient(proxy.uri())) {
                client.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n");
                Await.until(() -> upstream.heads.size() == 1);
                Thread close = new Thread(proxy::close);
                close.start();
                assertThat(idle.rest()).isEmpty();
                closing.countDown();
                assertThat(client.rest()).contains("Connection: close\r\n").endsWith("null");
                close.join(TimeUnit.SECONDS.toMillis(20));
                assertThat(close.isAlive()).isFalse();
            }
            assertThat(proxies.verdicts).hasSize(1);
        }
    }

    @Test
    void localPathsAreAnsweredFirst() throws IOException {
        LocalHandler handler = request -> switch (request.path()) {
            case "/__proxy/refused" -> throw new ProblemException(ProblemType.CONFLICT, "not now");
            case "/__proxy/broken" -> throw new IllegalStateException("broken");
            default ->
                new LocalHandler.Response(
                        201,
                        Map.of("X-Query", request.query(), "Content-Type", "text/plain"),
                        ByteBuffer.wrap(
                                (request.method() + " " + request.headers().get("x-a") + " "
                                                + StandardCharsets.UTF_8.decode(request.body()))
                                        .getBytes(StandardCharsets.UTF_8)));
        };
        try (RawUpstream upstream = RawUpstream.answering(WRONG);
                ProxyServer proxy = Proxies.to(upstream.url())
                        .basePath("/x")
                        .local("/__proxy", handler)
                        .start();
                RawClient client = new RawClient(proxy.uri())) {
            String post = "POST /__proxy/a?b=%zz HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nContent-Length: 3\r\n\r\nabc";
            assertThat(client.send(post).response())
                    .startsWith("HTTP/1.1 201 ")
                    .contains("X-Query: b=%zz")
                    .endsWith("POST [1] abc");
            assertThat(client.send(post.replace("POST", "HEAD")).head()).contains("Content-Length: ");
            String problem = client.send("GET /__proxy/refused HTTP/1.1\r\nHost: a\r\n\r\n")
                    .response();
            JsonNode document = Json.mapper().readTree(problem.replaceFirst("(?s).*\r\n\r\n", ""));
            assertThat(problem).startsWith("HTTP/1.1 409 ");
            assertThat(document.path("detail").asText()).isEqualTo("not now");
            assertThat(document.path("instance").asText()).isEqualTo("/__proxy/refused");
            assertThat(RawClient.get(proxy.uri(), "/__proxy/broken")).startsWith("HTTP/1.1 500 ");
            assertThat(RawClient.get(proxy.uri(), "/__proxyx")).startsWith("HTTP/1.1 404 ");
            assertThat(RawClient.exchange(
                            proxy.uri(),
                            post.replace("abc", "a".repeat(2_000_000)).replace(": 3", ": 2000000")))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(upstream.heads).isEmpty();
        }
    }

    @Test
    void aRequestThatIsInterferedWithNeverPasses() {
        try (RawUpstream upstream = RawUpstream.answering(WRONG)) {
            Proxies proxies = Proxies.to(upstream.url())
                    .told()
                    .interference(request -> request.path().equals("/images")
                            ? outcome(Duration.ofMillis(50), 503, null)
                            : outcome(Duration.ofMillis(50), null, null));
            try (ProxyServer proxy = proxies.start()) {
                long before = System.nanoTime();
                assertThat(RawClient.get(proxy.uri(), "/images"))
                        .startsWith("HTTP/1.1 503 ")
                        .contains("Retry-After: 1\r\n", "Preference-Applied: code=503\r\n")
                        .doesNotContain("Damson-Verdict");
                assertThat(System.nanoTime() - before).isGreaterThan(50_000_000);
                assertThat(upstream.heads).isEmpty();
                assertThat(RawClient.get(proxy.uri(), "/other")).endsWith("null");
            }
            assertThat(proxies.verdicts).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionFault.class)
    void aConnectionMeetsItsFault(ConnectionFault fault) {
        try (RawUpstream upstream = RawUpstream.answering(WRONG);
                ProxyServer proxy = Proxies.to(upstream.url())
                        .interference(request -> outcome(Duration.ZERO, null, fault))
                        .start();
                RawClient client = new RawClient(proxy.uri())) {
            client.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n");
            String got;
            try {
                got = new String(client.in().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                got = "reset";
            }
            assertThat(got)
                    .isEqualTo(fault.isReset() ? "reset" : new String(fault.bytes(), StandardCharsets.ISO_8859_1));
            assertThat(upstream.heads).isEmpty();
        }
    }

    @Test
    void aWrongResponseIsToldOrReplaced() {
        try (RawUpstream upstream = RawUpstream.answering(WRONG)) {
            try (ProxyServer proxy = Proxies.to(upstream.url()).told().start()) {
                assertThat(RawClient.get(proxy.uri(), "/images"))
                        .startsWith("HTTP/1.1 200 ")
                        .containsPattern("Damson-Verdict: failed; relation=[\"A-Z]")
                        .contains("Access-Control-Expose-Headers: Damson-Verdict\r\n")
                        .endsWith("\r\n\r\nnull");
            }
            try (ProxyServer proxy = Proxies.to(upstream.url()).enforced().start()) {
                assertThat(RawClient.get(proxy.uri(), "/images"))
                        .startsWith("HTTP/1.1 502 ")
                        .containsPattern("Damson-Verdict: failed; relation=[\"A-Z]")
                        .contains("Access-Control-Allow-Origin: *\r\n", "expected ", "got ", "/errors/bad-gateway");
                assertThat(RawClient.get(proxy.uri(), "/other")).endsWith("null");
            }
        }
    }

    @Test
    void anEnforcedResponseThatIsTooSlowIsAProblem() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    while (in.available() == 0) {
                        out.write("1\r\na\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                    return false;
                });
                ProxyServer proxy = Proxies.to(upstream.url())
                        .enforced()
                        .responseTimeout(Duration.ofMillis(300))
                        .start()) {
            assertThat(RawClient.get(proxy.uri(), "/images"))
                    .containsPattern("^HTTP/1.1 50[24] ")
                    .contains("Damson-Verdict: unjudged\r\n");
        }
    }

    @Test
    void anEnforcedResponseThatIsCutIsAProblem() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII));
                    return false;
                });
                ProxyServer proxy = Proxies.to(upstream.url()).enforced().start()) {
            assertThat(RawClient.get(proxy.uri(), "/images"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("in the middle");
        }
    }
}
