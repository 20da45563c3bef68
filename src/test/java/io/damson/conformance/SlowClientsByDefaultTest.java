package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.server.Tls;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the limits that hold if nobody says otherwise: who is slow is left within ten seconds, and others are served meanwhile. */
class SlowClientsByDefaultTest {
    private static final int CLIENTS = 200;
    private static final Duration PROMISED = Duration.ofSeconds(10);

    /** Three times what is promised: a build runs tests at once. */
    private static final Duration SOON = Duration.ofSeconds(3);

    private static final String HEAD = "POST /images HTTP/1.1\r\nHost: localhost\r\n";

    /** Each begun, and never ended. */
    private static final List<String> BEGUN = List.of(
            "",
            "\r\n",
            "G",
            "GET /images?$filter=",
            HEAD,
            HEAD + "X-API-KEY: ",
            HEAD + "Content-Length: 9\r\n\r\n",
            HEAD + "Content-Length: 9\r\n\r\nabcd",
            HEAD + "Transfer-Encoding: chunked\r\n\r\n4\r\nab",
            HEAD + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n");

    /** The same, and then a byte at a time that ends nothing. */
    private static final List<String> DRIPPING = List.of("GET /", HEAD + "X: ", HEAD + "Content-Length: 9999\r\n\r\n");

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clients.shutdownNow();
        clock.shutdownNow();
    }

    private static DamsonServer start(Database database, Optional<Tls> tls) throws IOException {
        return DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()).withTls(tls),
                database,
                CorsOrigins.none());
    }

    @Test
    void whoBeginsDripsOrIsSilentIsLeftWhileOthersAreServed() throws IOException {
        try (Database database = Database.open(DatabaseConfiguration.temporary());
                DamsonServer server = start(database, Optional.empty())) {
            assertLeft(server, CLIENTS / (BEGUN.size() + DRIPPING.size()));
        }
    }

    @Test
    void theSameOverTls(@TempDir Path folder) throws IOException {
        try (Database database = Database.open(DatabaseConfiguration.temporary());
                Tls tls = Tls.open(TestKeystores.make(folder.resolve("server.p12"), "server"), TestKeystores.PASSWORD);
                DamsonServer server = start(database, Optional.of(tls))) {
            assertLeft(server, 1);
        }
    }

    private void assertLeft(DamsonServer server, int ofEach) {
        String url = server.uri().toString();
        long begun = System.nanoTime();
        List<Wire> slow = new ArrayList<>();
        List<Wire> dripping = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            BEGUN.forEach(bytes -> slow.add(sent(url, bytes)));
            DRIPPING.forEach(bytes -> dripping.add(sent(url, bytes)));
        }
        var unused = clock.scheduleAtFixedRate(
                () -> dripping.forEach(wire -> wire.send("a")), 0, 200, TimeUnit.MILLISECONDS);
        List<CompletableFuture<String>> ends = Stream.of(slow, dripping)
                .flatMap(List::stream)
                .map(wire -> CompletableFuture.supplyAsync(wire::rest, clients))
                .toList();
        serveOthersUntilAllEnded(url, begun, ends);
        Stream.of(slow, dripping).flatMap(List::stream).forEach(Wire::close);
    }

    private static Wire sent(String url, String bytes) {
        Wire wire = Wire.open(url);
        wire.send(bytes);
        return wire;
    }

    /** Clients that never begin the handshake, or stop in it. */
    @Test
    void whoIsSilentInTheHandshakeHoldsNoWorker(@TempDir Path folder) throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (Database database = Database.open(DatabaseConfiguration.temporary());
                Tls tls = Tls.open(TestKeystores.make(folder.resolve("server.p12"), "server"), TestKeystores.PASSWORD);
                DamsonServer server = start(database, Optional.of(tls))) {
            long begun = System.nanoTime();
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort());
                socket.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1}, 0, i % 7);
                silent.add(socket);
            }
            List<CompletableFuture<String>> ends = silent.stream()
                    .map(socket -> CompletableFuture.supplyAsync(() -> end(socket), clients))
                    .toList();
            serveOthersUntilAllEnded(server.uri().toString(), begun, ends);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static String end(Socket socket) {
        try {
            socket.setSoTimeout((int) PROMISED.multipliedBy(2).toMillis());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("open still", e);
        } catch (IOException e) {
            return ""; // reset
        }
    }

    private static void serveOthersUntilAllEnded(String url, long begun, List<CompletableFuture<String>> ends) {
        Duration slowest = Duration.ZERO;
        CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
        while (!all.isDone()) {
            long start = System.nanoTime();
            try (Wire other = Wire.open(url)) {
                other.send("GET /next HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(other.read("GET").status()).isEqualTo(404);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
        }
        Duration last = Duration.ofNanos(System.nanoTime() - begun);
        all.join();
        assertThat(last).as("the last of %d was left", ends.size()).isLessThan(PROMISED);
        assertThat(slowest).as("the slowest of the others").isLessThan(SOON);
    }
}
