package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies pass while they come, and nobody holds more of them than a client takes. */
class StreamingTest {
    private static final String GET = "GET /images HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final int PART = 64 << 10;

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFirstBytesComeBeforeTheUpstreamEnds(boolean isTold) {
        CountDownLatch seen = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                    Await.down(seen);
                    write(out, "0\r\n\r\n");
                    return true;
                });
                ProxyServer proxy = isTold ? Proxies.to(upstream.url()).told().start() : Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            String head = client.send(GET).head();
            assertThat(head.contains("Damson-Verdict: unjudged\r\n")).isEqualTo(isTold);
            assertThat(client.body(8)).isEqualTo("3\r\nabc\r\n");
            seen.countDown();
            assertThat(client.body(5)).isEqualTo("0\r\n\r\n");
        }
    }

    @Test
    void anUpstreamThatNeverEndsDelaysNobodyElse() {
        AtomicBoolean isOver = new AtomicBoolean();
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    if (!head.startsWith("GET /images ")) {
                        write(out, OK);
                        return true;
                    }
                    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (!isOver.get()) {
                        write(out, "400\r\n" + "x".repeat(1024) + "\r\n");
                    }
                    return false;
                });
                ProxyServer proxy = Proxies.to(upstream.url()).told().start()) {
            List<RawClient> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(new RawClient(proxy.uri()).send(GET));
            }
            for (RawClient reader : readers) {
                assertThat(reader.head()).contains("unjudged");
                assertThat(reader.body(3 << 20)).hasSize(3 << 20);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(RawClient.get(proxy.uri(), "/other")).endsWith("ok");
            }
            isOver.set(true);
            readers.forEach(RawClient::close);
        }
    }

    @Test
    void aClientThatTakesNothingStopsTheUpstream() {
        AtomicLong sent = new AtomicLong();
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + (1L << 40) + "\r\n\r\n");
                    byte[] part = new byte[PART];
                    while (true) {
                        out.write(part);
                        sent.addAndGet(PART);
                    }
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n").head();
            Await.stable(sent::get, Duration.ofMillis(500));
            assertThat(sent.get()).isLessThan(32 << 20);
            long before = sent.get();
            client.body(16 << 20);
            Await.until(() -> sent.get() > before);
        }
    }

    @Test
    void anUpstreamThatTakesNothingStopsTheClient() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicLong sent = new AtomicLong();
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    Await.down(end);
                    return false;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + (1L << 40) + "\r\n\r\n");
            OutputStream out = client.socket().getOutputStream();
            Thread sender = new Thread(() -> {
                try {
                    while (true) {
                        out.write(new byte[PART]);
                        sent.addAndGet(PART);
                    }
                } catch (IOException e) {
                    // the end
                }
            });
            sender.start();
            Await.stable(sent::get, Duration.ofMillis(500));
            assertThat(sent.get()).isLessThan(32 << 20);
            end.countDown();
        }
    }

    @Test
    void bigBodiesPassBothWays() {
        int size = 40 << 20;
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
                    byte[] part = new byte[PART];
                    for (int left = size; left > 0; ) {
                        int read = in.read(part, 0, Math.min(PART, left));
                        out.write(part, 0, read);
                        left -= read;
                    }
                    return true;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
            Thread sender = new Thread(() -> client.send("y".repeat(size)));
            sender.start();
            client.head();
            assertThat(client.body(size)).hasSize(size).containsOnlyOnce("y".repeat(size));
        }
    }

    @Test
    void aResponseBeforeTheEndOfTheRequestComes() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    write(out, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
                    return false;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
            assertThat(client.response())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("Connection: close")
                    .endsWith("no");
            assertThat(client.send("def").rest()).isEmpty();
        }
    }

    @Test
    void aClientThatHangsUpEndsTheUpstreamsWork() {
        AtomicBoolean hungUp = new AtomicBoolean();
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    hungUp.set(in.read() < 0);
                    return false;
                });
                ProxyServer proxy = Proxies.before(upstream)) {
            RawClient client = new RawClient(proxy.uri()).send(GET);
            Await.until(() -> upstream.heads.size() == 1);
            client.close();
            Await.until(hungUp::get);
        }
    }

    @Test
    void aThousandConnectionsWorkAtOnce() {
        CountDownLatch all = new CountDownLatch(1_000);
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    all.countDown();
                    Await.down(all);
                    write(out, OK);
                    return true;
                });
                ProxyServer proxy = Proxies.before(upstream)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                clients.add(new RawClient(proxy.uri()).send("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n"));
            }
            for (RawClient client : clients) {
                assertThat(client.response()).endsWith("ok");
                client.close();
            }
        }
    }
}
