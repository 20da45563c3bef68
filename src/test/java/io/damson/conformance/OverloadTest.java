package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.ImageGenerator;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.image.Image;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server holds is bounded, and what is over is told so at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverloadTest {
    private static final String KEY = "overload-key";
    private static final int CONNECTIONS = 40;

    /** So few that a test reaches it. */
    private static final HttpLimits FEW_CONNECTIONS =
            new HttpLimits(65_536, 32_768, 65_536, Duration.ofSeconds(5), Duration.ofSeconds(8), CONNECTIONS);

    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private DamsonServer server;

    @BeforeAll
    void fill() {
        TenantStore tenants = new TenantStore(database);
        Tenant tenant = tenants.add(new TenantName("overload")).orElseThrow();
        tenants.addKey(tenant, ApiKey.of(KEY), "test");
        List<Image> images = ImageGenerator.images(500, 1);
        new ImageStore(database).insert(tenant, images);
    }

    @BeforeEach
    void start() throws IOException {
        server = DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", FEW_CONNECTIONS, Optional.empty()),
                database,
                CorsOrigins.none());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    void close() {
        database.close();
    }

    private Wire open() {
        return Wire.open(server.uri().toString());
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + KEY + "\r\n\r\n";
    }

    private static void assertRefused(Answer answer) {
        Orderly.checkFailure(answer, "GET");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).hasValue("1");
    }

    @Test
    void whoIsOneConnectionTooManyIsToldSoWithinASecondAndOthersAreServed() {
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Wire wire = open();
            wires.add(wire);
            wire.send(get("/images?$top=1"));
            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            try (Wire surplus = open()) {
                surplus.send(get("/images?$top=1"));
                Answer answer = surplus.read("GET");
                assertRefused(answer);
                assertThat(answer.header("Connection")).hasValue("close");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
        }
        try (Wire silent = open()) {
            long start = System.nanoTime();
            assertThat(silent.rest()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        }
        wires.get(0).send(get("/images?$top=1"));
        assertThat(wires.get(0).read("GET").status()).isEqualTo(200);
        wires.forEach(Wire::close);
        long closed = System.nanoTime();
        while (true) {
            try (Wire again = open()) {
                again.send(get("/images?$top=1"));
                if (again.read("GET").status() == 200) {
                    break;
                }
            }
            assertThat(Duration.ofNanos(System.nanoTime() - closed)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** A small answer, one that the operating system does not hold, and a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"/images?$top=1", "/images?$top=100", "/nowhere", "/%zz"})
    void aClientThatEndsItsSideGetsItsAnswerThoughItTakesItLate(String path) {
        int status = path.startsWith("/images") ? 200 : path.equals("/nowhere") ? 404 : 400;
        try (Wire wire = Wire.narrow(server.uri().toString())) {
            wire.send(get(path));
            wire.endOutput();
            awaitServed();
            Answer answer = wire.read("GET");
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body().length)
                    .isEqualTo(Integer.parseInt(answer.header("Content-Length").orElseThrow()));
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatEndsItsSideBehindSeveralRequestsGetsAllAnswers() {
        try (Wire wire = Wire.narrow(server.uri().toString())) {
            wire.send(get("/images?$top=100").repeat(5));
            wire.endOutput();
            awaitServed();
            for (int i = 0; i < 5; i++) {
                assertThat(wire.read("GET").status()).isEqualTo(200);
            }
            assertThat(wire.rest()).isEmpty();
        }
    }

    /** Other requests have been answered meanwhile: the one before them has been read, and its answer been made. */
    private void awaitServed() {
        for (int i = 0; i < 20; i++) {
            try (Wire other = open()) {
                other.send(get("/images?$top=100"));
                assertThat(other.read("GET").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void idleDrippingAndUnreadingClientsHoldNoWorker() {
        List<Wire> idle = Stream.generate(this::open).limit(CONNECTIONS / 4).toList();
        List<Wire> dripping = Stream.generate(this::open).limit(CONNECTIONS / 4).toList();
        List<Wire> unreading = Stream.generate(() -> Wire.narrow(server.uri().toString()))
                .limit(CONNECTIONS / 4)
                .toList();
        unreading.forEach(wire -> wire.send(get("/images?$top=100").repeat(20)));
        for (int i = 0; i < 20; i++) {
            dripping.forEach(wire -> wire.send("G"));
            try (Wire other = open()) {
                long start = System.nanoTime();
                other.send(get("/images?$top=1"));
                assertThat(other.read("GET").status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
        }
        Stream.of(idle, dripping, unreading).flatMap(List::stream).forEach(Wire::close);
    }
}
