package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.ImageGenerator;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.http.PercentEncoding;
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
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One slow thing never stops the rest: neither another tenant nor, where it need not, the tenant itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SlowThings {
    private static final int IMAGES = 8_000;

    /** More than there are workers. */
    private static final int MANY = 2 * Database.PARALLEL;

    private static final List<String> KEYS_OF_ONE = List.of("first-key-of-one", "second-key-of-one");
    private static final String KEY_OF_ANOTHER = "key-of-another";

    private final HttpClient client = HttpClient.newHttpClient();
    private final DatabaseConfiguration configuration;
    private final List<Image> images = ImageGenerator.images(IMAGES, 1);
    private Database database;
    private DamsonServer server;

    SlowThings(DatabaseConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Begins what keeps deletes of these images waiting, in a connection that commits nothing by itself. */
    abstract void hold(Statement statement, List<Image> held) throws SQLException;

    @BeforeAll
    void start() throws IOException {
        database = Database.open(configuration.withQueryTimeout(Duration.ofSeconds(10)));
        TenantStore tenants = new TenantStore(database);
        Tenant one = tenants.add(new TenantName("one")).orElseThrow();
        KEYS_OF_ONE.forEach(key -> tenants.addKey(one, ApiKey.of(key), "test"));
        Tenant another = tenants.add(new TenantName("another")).orElseThrow();
        tenants.addKey(another, ApiKey.of(KEY_OF_ANOTHER), "test");
        new ImageStore(database).insert(one, images);
        new ImageStore(database).insert(another, images.subList(0, 100));
        server = DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                database,
                CorsOrigins.none());
        // Whose a key is has to be known, and what answers has to be warm: the times below are those of a server that
        // runs.
        for (String key : List.of(KEYS_OF_ONE.get(0), KEYS_OF_ONE.get(1), KEY_OF_ANOTHER)) {
            for (int i = 0; i < 100; i++) {
                assertThat(send("GET", "/images?$top=1", key).join().statusCode())
                        .isEqualTo(200);
                assertThat(send("GET", one(images.get(i)), key).join().statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path, String key) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(server.uri() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("X-API-KEY", key)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String one(Image image) {
        return "/images(" + PercentEncoding.encode(image.reference().value()) + ")";
    }

    /** Each asked for alone, and all within a time that is short beside what is slow. */
    private void assertAnsweredSoon(String path, String key) {
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(send("GET", path, key).join().statusCode()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private static void assertComeBack(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[12]");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void deletesThatWaitForAnotherTransactionAreToldToComeBackWhileOthersAreServed() throws SQLException {
        List<Image> free = images.stream()
                .filter(image -> !image.status().isInProcess())
                .skip(1_000)
                .limit(MANY)
                .toList();
        try (Connection connection = DriverManager.getConnection(configuration.url());
                Statement statement = connection.createStatement()) {
            hold(statement, free);
            List<CompletableFuture<HttpResponse<String>>> deletes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                deletes.add(send("DELETE", one(free.get(i)), KEYS_OF_ONE.get(i % 2)));
            }
            assertAnsweredSoon("/images?$top=1", KEY_OF_ANOTHER);
            assertAnsweredSoon(one(images.get(0)), KEY_OF_ANOTHER);
            assertAnsweredSoon(one(images.get(0)), KEYS_OF_ONE.get(0));
            deletes.forEach(delete -> assertComeBack(delete.join()));
            statement.execute("rollback");
        }
        assertThat(send("DELETE", one(free.get(0)), KEYS_OF_ONE.get(0)).join().statusCode())
                .isEqualTo(204);
    }

    @Test
    void heavySearchesByAllKeysOfATenantLeaveWorkersForOthers() {
        List<CompletableFuture<HttpResponse<String>>> heavy = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String number = String.valueOf(i);
            String filter = IntStream.range(0, 400)
                    .mapToObj(n -> "contains(reference,'x" + number + "y" + n + "')")
                    .collect(Collectors.joining(" or "));
            heavy.add(send(
                    "GET",
                    "/images?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8),
                    KEYS_OF_ONE.get(i % 2)));
        }
        assertAnsweredSoon("/images?$top=1", KEY_OF_ANOTHER);
        assertAnsweredSoon(one(images.get(0)), KEY_OF_ANOTHER);
        assertAnsweredSoon(one(images.get(0)), KEYS_OF_ONE.get(1));
        heavy.forEach(request -> request.cancel(true));
    }
}
