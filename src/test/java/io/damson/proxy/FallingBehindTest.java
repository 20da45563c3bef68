package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.proxy.page.Journal;
import io.damson.proxy.page.ProxyPage;
import io.damson.proxy.page.TrafficReports;
import io.damson.verify.exchange.Target;
import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.JudgeSettings;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The judge falls behind rather than the traffic: what it cannot hold passes all the same, and is counted. */
class FallingBehindTest {
    private static final String BEHIND = "the judge had fallen behind";
    private static final String GET = "GET /images HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LATER = "503 is no answer to the request";

    /** Of which two take all the memory. */
    private static final int BIG = BodyCopy.MAX;

    private static final RawUpstream.Script BIG_BODIES = (head, in, out) -> {
        out.write(("HTTP/1.1 503 Service Unavailable\r\nContent-Length: " + BIG + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] part = new byte[1 << 20];
        int parts = head.contains("/images(cut)") ? 5 : BIG / part.length;
        for (int i = 0; i < parts; i++) {
            out.write(part);
        }
        return parts == BIG / part.length;
    };

    private final StuckObserver stuck = new StuckObserver();
    private final RawUpstream small =
            RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull");
    private final RawUpstream big = new RawUpstream(BIG_BODIES);

    @AfterEach
    void stop() {
        stuck.free();
        small.close();
        big.close();
    }

    /** A proxy whose judge is held up by its first passage, and the journal of it. */
    private record Watched(Proxies proxies, Journal journal) {
        static Watched before(RawUpstream upstream, StuckObserver stuck) {
            Proxies proxies = Proxies.to(upstream.url());
            Journal journal = new Journal(proxies.judge().operations());
            ProxyConfiguration configuration = new ProxyConfiguration(
                    "127.0.0.1",
                    0,
                    "/",
                    new Target(upstream.url()),
                    false,
                    false,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1));
            TrafficReports reports = new TrafficReports(journal, proxies.judge(), configuration, List.of());
            proxies.local(
                    ProxyPage.PATH, new ProxyPage(journal, proxies.judge(), reports, "127.0.0.1", Optional.empty()));
            return new Watched(proxies.observer(stuck).observer(journal), journal);
        }
    }

    @Test
    void whatTheQueueCannotHoldIsCountedAndNamed() {
        int more = 2 * Judging.MAX_WAITING;
        int left = more - Judging.MAX_WAITING;
        Watched watched = Watched.before(small, stuck);
        try (ProxyServer proxy = watched.proxies.start();
                RawClient client = new RawClient(proxy.uri())) {
            assertThat(client.send(GET).response()).endsWith("null");
            stuck.await();
            for (int i = 0; i < more + 300; i++) {
                assertThat(client.send(GET).response()).endsWith("null");
            }
            stuck.free();
            Await.until(() -> watched.journal.counts().requests() == more + 301);
            assertThat(watched.journal.counts().judged()).isEqualTo(1 + Judging.MAX_WAITING);
            assertThat(watched.journal.counts().reasons()).isEqualTo(Map.of(BEHIND, left + 300));
            assertThat(proxy.judged()).isEqualTo(1 + Judging.MAX_WAITING);
            assertThat(proxy.unjudged()).isEqualTo(left + 300);
            assertThat(RawClient.get(proxy.uri(), "/__proxy/state.json"))
                    .contains("\"judged\":1001,\"unjudged\":1300,\"reasons\":{\"" + BEHIND + "\":1300}");
            assertThat(RawClient.get(proxy.uri(), "/__proxy/report.html"))
                    .contains("1001 of 2301 requests", "1300: " + BEHIND);
            assertThat(client.send(GET).response()).endsWith("null");
            Await.until(() -> watched.journal.counts().judged() == 2 + Judging.MAX_WAITING);
        }
    }

    @Test
    void bodiesThatMemoryCannotHoldAreCountedAndNamedAndMemoryIsFreeAgain() throws IOException {
        Watched watched = Watched.before(big, stuck);
        try (ProxyServer proxy = watched.proxies.start();
                RawClient client = new RawClient(proxy.uri())) {
            pass(client);
            stuck.await();
            cut(proxy);
            hangUp(proxy);
            pass(client);
            stuck.free();
            Await.until(() -> watched.journal.counts().requests() == 4);
            assertThat(watched.journal.counts().reasons()).isEqualTo(Map.of(LATER, 2, BEHIND, 2));

            stuck.holdAgain();
            pass(client);
            stuck.await();
            pass(client);
            stuck.free();
            Await.until(() -> watched.journal.counts().requests() == 6);
            assertThat(watched.journal.counts().reasons()).isEqualTo(Map.of(LATER, 4, BEHIND, 2));
        }
    }

    @Test
    void whatTheEndLeavesUnjudgedIsCountedAndNamed() {
        Judge judge = new Judge(JudgeSettings.of(new Target(small.url())));
        Journal journal = new Journal(judge.operations());
        Observer busy = new Observer() {
            @Override
            public void judged(Verdict verdict) {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }

            @Override
            public void unjudged(Passage passage, String why) {
                // goes on at once
            }
        };
        Passage passage = new Passage(
                "GET", "/images", List.of(), 200, List.of(), ByteBuffer.allocate(0), true, Instant.now(), 1, 2);
        Judging judging = new Judging(judge, List.of(busy, journal), Duration.ofMillis(100));
        for (int i = 0; i < 3; i++) {
            judging.judge(passage, 0, verdict -> {});
        }
        judging.close();
        assertThat(journal.counts().judged()).isEqualTo(1);
        assertThat(journal.counts().reasons()).isEqualTo(Map.of("the proxy ended before the judge came to it", 2));
        assertThat(judging.unjudged()).isEqualTo(2);
    }

    private static void pass(RawClient client) throws IOException {
        assertThat(client.send(GET).head()).startsWith("HTTP/1.1 503 ");
        client.in().skipNBytes(BIG);
    }

    /** The upstream ends in the middle. */
    private static void cut(ProxyServer proxy) throws IOException {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.send(GET.replace("/images", "/images(cut)")).head();
            client.in().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** The client ends in the middle. */
    private static void hangUp(ProxyServer proxy) throws IOException {
        try (RawClient client = new RawClient(proxy.uri())) {
            client.send(GET).head();
            client.in().skipNBytes(BIG / 4 * 3);
        }
    }
}
