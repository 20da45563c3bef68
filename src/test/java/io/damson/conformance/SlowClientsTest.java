package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is slow is sent away, and nobody else waits for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientsTest {
    /** The second time is the longer one by far: whoever stops in the middle is idle as well, and is to be told before it is left. */
    private static final HttpLimits LIMITS =
            new HttpLimits(65_536, 32_768, 65_536, Duration.ofSeconds(1), Duration.ofSeconds(4));

    /** The first time is the longer one: whoever begins late in the idle time is not to be cut at its end. */
    private static final HttpLimits SHORTLY_IDLE =
            new HttpLimits(65_536, 32_768, 65_536, Duration.ofSeconds(2), Duration.ofSeconds(1));

    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** A request whose answer repeats it: 60,000 bytes. */
    private static final String LONG = "GET /" + "a".repeat(60_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private DamsonServer server;

    @BeforeAll
    void startServer() throws IOException {
        server = start(LIMITS);
    }

    DamsonServer start(HttpLimits limits) throws IOException {
        return DamsonServer.start(configuration(limits), database, CorsOrigins.none());
    }

    /** How the servers are offered. */
    ServerConfiguration configuration(HttpLimits limits) {
        return new ServerConfiguration("127.0.0.1", 0, "/", limits, Optional.empty());
    }

    /** Where the server is that all tests share. */
    URI uri() {
        return server.uri();
    }

    @AfterAll
    void stop() {
        clock.shutdownNow();
        clients.shutdownNow();
        server.close();
        database.close();
    }

    private Wire open() {
        return Wire.open(server.uri().toString());
    }

    private void assertOthersAreServed() {
        try (Wire other = open()) {
            other.send(NEXT);
            assertThat(other.read("GET").status()).isEqualTo(404);
        }
    }

    @Test
    void whoSaysNothingOrNothingMoreIsLeft() {
        try (Wire silent = open();
                Wire idle = open()) {
            idle.send(NEXT);
            assertThat(idle.read("GET").status()).isEqualTo(404);
            assertThat(idle.rest()).isEmpty();
            assertThat(silent.rest()).isEmpty();
        }
    }

    @Test
    void aRequestThatBeginsLateInTheIdleTimeHasATimeOfItsOwn() throws IOException {
        try (DamsonServer idleShortly = start(SHORTLY_IDLE);
                Wire wire = Wire.open(idleShortly.uri().toString())) {
            wire.send(NEXT);
            Answer first = wire.read("GET");
            assertThat(first.header("Connection")).hasValue("keep-alive");
            assertThat(first.header("Keep-Alive")).hasValue("timeout=1");
            var begins = clock.schedule(() -> wire.send("G"), 700, TimeUnit.MILLISECONDS);
            var ends = clock.schedule(() -> wire.send(NEXT.substring(1)), 1_700, TimeUnit.MILLISECONDS);
            assertThat(wire.read("GET").status()).isEqualTo(404);
            assertThat(wire.rest()).isEmpty();
            assertThat(begins.isDone()).isTrue();
            assertThat(ends.isDone()).isTrue();
        }
    }

    @Test
    void whoStopsInALaterRequestIsToldToo() throws IOException {
        try (DamsonServer idleShortly = start(SHORTLY_IDLE);
                Wire wire = Wire.open(idleShortly.uri().toString())) {
            wire.send(NEXT + NEXT + "GET /");
            assertThat(wire.read("GET").status()).isEqualTo(404);
            assertThat(wire.read("GET").status()).isEqualTo(404);
            assertThat(wire.read("GET").status()).isEqualTo(408);
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void anAnswerSaysForHowLongItsConnectionStaysOpen() {
        try (Wire wire = open()) {
            wire.send(NEXT + NEXT.replace("Host:", "Connection: close\r\nHost:"));
            assertThat(wire.read("GET").header("Keep-Alive")).hasValue("timeout=3");
            assertThat(wire.read("GET").header("Keep-Alive")).isEmpty();
        }
    }

    @Test
    void whoStopsInTheMiddleIsTold() {
        Map<String, Wire> slow = new LinkedHashMap<>();
        for (String begun : List.of(
                "G",
                "GET /images",
                "GET /images HTTP/1.1\r\n",
                "GET /images HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: ",
                "POST /images HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nabcd",
                "POST /images HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcd")) {
            Wire wire = open();
            wire.send(begun);
            slow.put(begun, wire);
        }
        slow.forEach((begun, wire) -> {
            Answer answer = wire.read("GET");
            Orderly.check(answer, "GET");
            assertThat(answer.status()).as(begun).isEqualTo(408);
            assertThat(wire.rest()).as(begun).isEmpty();
            wire.close();
        });
    }

    @Test
    void whoDripsIsToldWhileOthersAreServed() {
        List<Wire> drips = new ArrayList<>();
        IntStream.range(0, 50).forEach(i -> drips.add(open()));
        var dripping =
                clock.scheduleAtFixedRate(() -> drips.forEach(drip -> drip.send("a")), 0, 50, TimeUnit.MILLISECONDS);
        assertOthersAreServed();
        for (Wire drip : drips) {
            assertThat(drip.read("GET").status()).isEqualTo(408);
        }
        dripping.cancel(true);
        drips.forEach(Wire::close);
    }

    @Test
    void whoAsksOnAndTakesNoAnswersIsLeftWhileOthersAreServed() throws Exception {
        String endless = LONG.repeat(300);
        List<Wire> greedy = new ArrayList<>();
        List<Future<?>> asking = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 1; i++) {
            Wire wire = Wire.narrow(server.uri().toString());
            greedy.add(wire);
            asking.add(clients.submit(() -> wire.send(endless)));
        }
        for (int i = 0; i < 50; i++) {
            assertOthersAreServed();
        }
        for (Future<?> asked : asking) {
            // More than all buffers hold: it ends when the server has hung up.
            asked.get();
        }
        greedy.forEach(Wire::close);
    }

    @Test
    void whoTakesItsAnswersLateGetsThemAll() throws Exception {
        try (Wire wire = open()) {
            var asking = clients.submit(() -> wire.send(LONG.repeat(200)));
            for (int i = 0; i < 200; i++) {
                assertThat(wire.read("GET").body()).hasSizeGreaterThan(60_000);
            }
            asking.get();
        }
    }
}
