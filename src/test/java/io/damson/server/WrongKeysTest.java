package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.http.AddressRange;
import io.damson.http.ClientAddresses;
import io.damson.http.CorsOrigins;
import io.damson.http.ForwardedFor;
import io.damson.http.HttpLimits;
import io.damson.rest.KeyHolders;
import io.damson.rest.RateLimit;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends wrong keys is slowed down; who sends a right one never is. */
class WrongKeysTest {
    private static final Optional<RateLimit> TWO = Optional.of(RateLimit.parse("2/1h"));
    private static final ClientAddresses BEHIND_US =
            new ClientAddresses(List.of(AddressRange.parse("127.0.0.1")), ForwardedFor.X_FORWARDED_FOR);

    /** A little less than the wait, and far more than an answer takes. */
    private static final Duration LATE = Duration.ofMillis(1_900);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private final TenantStore tenants = new TenantStore(database);
    private Tenant tenant;
    private DamsonServer server;

    @BeforeEach
    void start() throws IOException {
        tenant = tenants.add(new TenantName("shop")).orElseThrow();
        tenants.addKey(tenant, ApiKey.of("right"), "test");
        server = start(ClientAddresses.OF_PEERS);
    }

    private DamsonServer start(ClientAddresses clients) throws IOException {
        DamsonServer started = DamsonServer.start(configuration(clients), database, CorsOrigins.none());
        // The first request of a server takes longer than others.
        send(started, "/images").join();
        return started;
    }

    private static ServerConfiguration configuration(ClientAddresses clients) {
        return new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty())
                .withWrongKeys(TWO, clients);
    }

    @AfterEach
    void stop() {
        server.close();
        database.close();
    }

    private record Timed(HttpResponse<String> answer, Duration time) {
        boolean isLate() {
            return time.compareTo(LATE) > 0;
        }
    }

    private CompletableFuture<Timed> send(DamsonServer to, String path, String... headers) {
        return send(client, to, path, headers);
    }

    private static CompletableFuture<Timed> send(HttpClient from, DamsonServer to, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.uri() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        long began = System.nanoTime();
        return from.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(answer -> new Timed(answer, Duration.ofNanos(System.nanoTime() - began)));
    }

    private Timed get(String path, String... headers) {
        return send(server, path, headers).join();
    }

    private void spend(DamsonServer to, String... more) {
        List<String> headers = new ArrayList<>(List.of("X-API-KEY", "wrong"));
        headers.addAll(List.of(more));
        for (int i = 0; i < 2; i++) {
            assertThat(send(to, "/images", headers.toArray(String[]::new))
                            .join()
                            .isLate())
                    .isFalse();
        }
    }

    @Test
    void beyondTheBurstTheSameRefusalComesLate() {
        Timed early = get("/images", "X-API-KEY", "wrong", "X-Request-Id", "same");
        get("/images", "X-API-KEY", "wrong too");
        Timed late = get("/images", "X-API-KEY", "wrong", "X-Request-Id", "same");
        assertThat(early.isLate()).isFalse();
        assertThat(late.isLate()).isTrue();
        assertThat(late.answer().statusCode()).isEqualTo(400);
        assertThat(late.answer().body()).isEqualTo(early.answer().body());
        assertThat(get("/images(a)", "X-API-KEY", "x".repeat(5_000)).isLate()).isTrue();
    }

    @Test
    void rightKeysOfTheSameSourceDoNotWait() {
        spend(server);
        List<CompletableFuture<Timed>> waiting = new ArrayList<>();
        for (int i = 0; i < 8 * Database.PARALLEL; i++) {
            waiting.add(send(server, "/images", "X-API-KEY", "wrong" + i));
        }
        for (int i = 0; i < 10; i++) {
            tenants.addKey(tenant, ApiKey.of("new" + i), "test");
            for (String key : List.of("right", "new" + i)) {
                Timed right = get("/images", "X-API-KEY", key);
                assertThat(right.answer().statusCode()).isEqualTo(200);
                assertThat(right.isLate()).isFalse();
            }
        }
        waiting.forEach(wrong -> {
            assertThat(wrong.join().isLate()).isTrue();
            assertThat(wrong.join().answer().statusCode()).isEqualTo(400);
        });
    }

    @Test
    void onlyWrongKeysCount() {
        for (int i = 0; i < 10; i++) {
            assertThat(get("/images").answer().statusCode()).isEqualTo(401);
            assertThat(get("/images", "X-API-KEY", "a", "X-API-KEY", "b")
                            .answer()
                            .statusCode())
                    .isEqualTo(400);
            assertThat(get("/nothing", "X-API-KEY", "wrong").answer().statusCode())
                    .isEqualTo(404);
        }
        spend(server);
    }

    @Test
    void aNewConnectionForEachKeyIsTheSameSource() {
        List<CompletableFuture<Timed>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(send(HttpClient.newHttpClient(), server, "/images", "X-API-KEY", "wrong" + i));
        }
        assertThat(all.stream().filter(wrong -> wrong.join().isLate())).hasSize(4);
    }

    @Test
    void lookUpsThatHangLeaveWorkersForOthers() throws Exception {
        Semaphore begun = new Semaphore(0);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        KeyHolders holders = new KeyHolders() {
            @Override
            public Optional<Tenant> ofKey(ApiKey key) {
                if (isRight(key)) {
                    return Optional.of(tenant);
                }
                hanging.incrementAndGet();
                begun.release();
                awaitUninterruptibly(mayEnd);
                return Optional.empty();
            }

            @Override
            public Optional<Tenant> remembered(ApiKey key) {
                return isRight(key) ? Optional.of(tenant) : Optional.empty();
            }
        };
        try (DamsonServer hung = DamsonServer.start(
                configuration(ClientAddresses.OF_PEERS),
                database,
                new Seats(holders, List.of(), api -> api, CorsOrigins.none(), refused -> {}, Duration.ofSeconds(10)))) {
            List<CompletableFuture<Timed>> wrong = new ArrayList<>();
            for (int i = 0; i < 3 * Database.PARALLEL; i++) {
                wrong.add(send(hung, "/images", "X-API-KEY", "wrong" + i));
            }
            assertThat(begun.tryAcquire(Database.PARALLEL / 2, 10, TimeUnit.SECONDS))
                    .isTrue();
            try {
                for (int i = 0; i < 10; i++) {
                    assertThat(send(hung, "/images")
                                    .get(10, TimeUnit.SECONDS)
                                    .answer()
                                    .statusCode())
                            .isEqualTo(401);
                    assertThat(send(hung, "/images", "X-API-KEY", "right")
                                    .get(10, TimeUnit.SECONDS)
                                    .answer()
                                    .statusCode())
                            .isEqualTo(200);
                }
                assertThat(hanging).hasValueLessThan(Database.PARALLEL);
            } finally {
                mayEnd.countDown();
            }
            wrong.forEach(one -> assertThat(one.join().answer().statusCode()).isIn(400, 503));
        }
    }

    private static boolean isRight(ApiKey key) {
        return Arrays.equals(key.hash(), ApiKey.of("right").hash());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoHangsUpWhileItWaitsHarmsNobody() throws IOException {
        spend(server);
        for (int i = 0; i < 50; i++) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
                socket.getOutputStream()
                        .write("GET /images HTTP/1.1\r\nHost: h\r\nX-API-KEY: wrong\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(get("/images", "X-API-KEY", "right").isLate()).isFalse();
        Await.until(() -> server.inFlight() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP"})
    void nobodyIsSomebodyElseBecauseItSaysSo(String header) {
        spend(server, header, header.equals("Forwarded") ? "for=1.1.1.1" : "1.1.1.1");
        assertThat(get("/images", "X-API-KEY", "wrong", header, "2.2.2.2").isLate())
                .isTrue();
    }

    @Test
    void behindAProxyEachClientCountsForItself() throws IOException {
        try (DamsonServer behind = start(BEHIND_US)) {
            for (String source : List.of("1.1.1.1", "1.1.1.2", "2001:db8:0:1::1", "2001:db8:0:2::1")) {
                spend(behind, "X-Forwarded-For", source);
            }
            assertThat(send(behind, "/images", "X-API-KEY", "right", "X-Forwarded-For", "1.1.1.1")
                            .join()
                            .isLate())
                    .isFalse();
            List.of(
                            // What stands to the left is forged.
                            "3.3.3.3, 1.1.1.1",
                            // The same subscriber with another of its addresses.
                            "2001:db8:0:1:ffff::2")
                    .forEach(source -> assertThat(
                                    send(behind, "/images", "X-API-KEY", "wrong", "X-Forwarded-For", source)
                                            .join()
                                            .isLate())
                            .as(source)
                            .isTrue());
        }
    }

    @Test
    void wordsOfAProxyThatNobodyCanReadCountForTheProxy() throws IOException {
        try (DamsonServer behind = start(BEHIND_US)) {
            List<String> unreadable = List.of("", ",", "unknown", "%zz", "\"", "1.1.1.1, ?", "[", "9".repeat(20_000));
            spend(behind);
            List<CompletableFuture<Timed>> all = unreadable.stream()
                    .map(value -> send(behind, "/images", "X-API-KEY", "wrong", "X-Forwarded-For", value))
                    .toList();
            all.forEach(wrong -> {
                assertThat(wrong.join().answer().statusCode()).isEqualTo(400);
                assertThat(wrong.join().isLate()).isTrue();
            });
        }
    }
}
