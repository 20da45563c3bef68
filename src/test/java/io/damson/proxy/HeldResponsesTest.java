package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.verify.traffic.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long a response waits for its verdict, and that it is judged all the same where the client gets it without one. */
class HeldResponsesTest {
    private static final String GET = "GET /images HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String NULL = JSON + "Content-Length: 4\r\n\r\nnull";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aBodyOfMoreThanAMebibyteStreamsAndIsJudgedAfterwards() throws InterruptedException {
        String body = "{\"items\":\"" + "x".repeat(2 * Delivery.MAX_HELD) + "\"}";
        try (RawUpstream upstream =
                RawUpstream.answering(JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body)) {
            Proxies proxies = Proxies.to(upstream.url()).told();
            try (ProxyServer proxy = proxies.start();
                    RawClient client = new RawClient(proxy.uri())) {
                assertThat(client.send(GET).head()).contains("Damson-Verdict: unjudged\r\n");
                assertThat(client.body(body.length())).hasSameSizeAs(body).endsWith("x\"}");
                Verdict verdict = proxies.verdicts.take();
                assertThat(verdict.isWrong()).isTrue();
                assertThat(verdict.passage().bodyBytes()).hasSize(body.length());
                assertThat(proxy.judged()).isEqualTo(1);
            }
        }
    }

    @Test
    void aBodyThatTakesLongStreamsAndIsJudgedAfterwards() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            out.write(bytes(JSON + "Content-Length: 4\r\n\r\nnu"));
            Await.down(seen);
            out.write(bytes("ll"));
            return true;
        })) {
            Proxies proxies = Proxies.to(upstream.url()).told();
            try (ProxyServer proxy = proxies.start();
                    RawClient client = new RawClient(proxy.uri())) {
                assertThat(client.send(GET).head()).contains("Damson-Verdict: unjudged\r\n");
                assertThat(client.body(2)).isEqualTo("nu");
                seen.countDown();
                assertThat(client.body(2)).isEqualTo("ll");
                Verdict verdict = proxies.verdicts.take();
                assertThat(verdict.isWrong()).isTrue();
                assertThat(verdict.passage().isWhole()).isTrue();
            }
        }
    }

    @Test
    void aVerdictThatTakesLongIsNotWaitedForAndComesAfterwards() throws InterruptedException {
        StuckObserver stuck = new StuckObserver();
        try (RawUpstream upstream = RawUpstream.answering(NULL)) {
            Proxies proxies = Proxies.to(upstream.url()).told().observer(stuck);
            try (ProxyServer proxy = proxies.start();
                    RawClient client = new RawClient(proxy.uri())) {
                assertThat(client.send(GET).response()).contains("Damson-Verdict: failed; relation=");
                stuck.await();
                long before = System.nanoTime();
                assertThat(client.send(GET).response())
                        .contains("Damson-Verdict: unjudged\r\n")
                        .endsWith("null");
                assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
                stuck.free();
                assertThat(proxies.verdicts.take().isWrong()).isTrue();
                assertThat(proxies.verdicts.take().isWrong()).isTrue();
                assertThat(client.send(GET).response()).contains("Damson-Verdict: failed; relation=");
            }
        }
    }

    @Test
    void anEnforcedResponseWithoutAVerdictInTimeIsAProblem() {
        StuckObserver stuck = new StuckObserver();
        try (RawUpstream upstream = RawUpstream.answering(NULL);
                ProxyServer proxy = Proxies.to(upstream.url())
                        .enforced()
                        .responseTimeout(Duration.ofMillis(200))
                        .observer(stuck)
                        .start()) {
            assertThat(RawClient.get(proxy.uri(), "/images")).contains("Damson-Verdict: failed; relation=");
            stuck.await();
            assertThat(RawClient.get(proxy.uri(), "/images"))
                    .startsWith("HTTP/1.1 504 ")
                    .contains("Damson-Verdict: unjudged\r\n", "judged within 200ms");
            stuck.free();
        }
    }
}
