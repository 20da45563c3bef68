package io.damson.server;

import static io.damson.server.MonitoredServer.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.query.Images;
import io.damson.rest.RateLimit;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TestPostgres;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What those who run a server see of it. */
class ManagementTest {
    private static final String[] KEYED = {"X-API-KEY", KEY};

    private final ObjectMapper json = new ObjectMapper();

    private static MonitoredServer server() throws IOException {
        return new MonitoredServer(DatabaseConfiguration.temporary(), Optional.empty());
    }

    private String whyNotReady(MonitoredServer server) throws IOException, InterruptedException {
        HttpResponse<String> ready = server.managed("GET", "/health/ready");
        JsonNode body = json.readTree(ready.body());
        assertThat(body.path("status").asText()).isEqualTo(ready.statusCode() == 200 ? "UP" : "DOWN");
        assertThat(ready.statusCode()).isIn(200, 503);
        assertThat(server.managed("GET", "/health/live").statusCode()).isEqualTo(200);
        return body.path("reason").asText();
    }

    @Test
    void itIsReadyWhileItsDatabaseAnswersAndUntilItStops() throws Exception {
        try (MonitoredServer server = server()) {
            assertThat(whyNotReady(server)).isEmpty();
            server.readiness.serve(() -> {
                throw new IllegalStateException("secret");
            });
            assertThat(whyNotReady(server)).contains("a statement failed").doesNotContain("secret");
            server.readiness.serve(server.database::check);
            assertThat(whyNotReady(server)).isEmpty();
            server.readiness.drain();
            assertThat(whyNotReady(server)).isEqualTo("the server is stopping");
        }
    }

    @Test
    void itIsNotReadyBeforeItsSchemaIsUpToDate() throws Exception {
        try (Management management = Management.start(Management.configuration("127.0.0.1", 0), new Readiness())) {
            HttpResponse<String> ready = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(management.uri().resolve("/health/ready"))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("its schema brought up to date");
        }
    }

    @Test
    void aDatabaseThatHangsIsNotWaitedForAndAskedOnce() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        List<Thread> asking = new ArrayList<>();
        try (MonitoredServer server = server()) {
            server.readiness.serve(() -> {
                synchronized (asking) {
                    asking.add(Thread.currentThread());
                }
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            long began = System.nanoTime();
            assertThat(whyNotReady(server)).contains("has not answered within 900 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            assertThat(whyNotReady(server)).contains("has not answered within 900 ms");
            assertThat(asking).hasSize(1);
            released.countDown();
            assertThat(whyNotReady(server)).isEmpty();
        }
    }

    @Test
    void requestsAreCountedByOperationAndStatusWithAHistogram() throws Exception {
        try (MonitoredServer server = server()) {
            assertThat(server.api("GET", "/images", KEYED)).isEqualTo(200);
            assertThat(server.api("HEAD", "/images", KEYED)).isEqualTo(200);
            assertThat(server.api("GET", "/images(a.jpg)", KEYED)).isEqualTo(404);
            assertThat(server.api("DELETE", "/images(a.jpg)", KEYED)).isEqualTo(404);
            assertThat(server.api("POST", "/images", KEYED)).isEqualTo(405);
            assertThat(server.api("GET", "/docs")).isEqualTo(200);
            assertThat(server.metrics("http_server_requests_seconds_count"))
                    .containsExactlyInAnyOrder(
                            "http_server_requests_seconds_count{operation=\"listImages\",status=\"200\"} 2",
                            "http_server_requests_seconds_count{operation=\"getImage\",status=\"404\"} 1",
                            "http_server_requests_seconds_count{operation=\"deleteImage\",status=\"404\"} 1",
                            "http_server_requests_seconds_count{operation=\"other\",status=\"405\"} 1",
                            "http_server_requests_seconds_count{operation=\"other\",status=\"200\"} 1");
            assertThat(server.metrics("_bucket{operation=\"listImages\",status=\"200\",le="))
                    .hasSize(14)
                    .anyMatch(line -> line.contains("le=\"10.0\"} 2"))
                    .anyMatch(line -> line.contains("le=\"+Inf\"} 2"));
        }
    }

    @Test
    void refusedRequestsAreCountedByReason() throws Exception {
        try (MonitoredServer server = new MonitoredServer(
                DatabaseConfiguration.temporary(), Optional.of(new RateLimit(1, Duration.ofDays(1))))) {
            assertThat(server.api("GET", "/images")).isEqualTo(401);
            assertThat(server.api("GET", "/images", "X-API-KEY", "wrong")).isEqualTo(400);
            assertThat(server.api("GET", "/images", KEYED)).isEqualTo(200);
            assertThat(server.api("GET", "/images", KEYED)).isEqualTo(429);
            assertThat(server.api("GET", "/images?$top=1" + "0".repeat(70_000), KEYED))
                    .isEqualTo(414);
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), server.server.uri().getPort())) {
                socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            }
            assertThat(server.metrics("damson_requests_refused_total"))
                    .contains(
                            refused("key_missing", 1),
                            refused("key_invalid", 1),
                            refused("rate_limited", 1),
                            refused("uri_too_long", 1),
                            refused("malformed", 1),
                            refused("statement_timeout", 0),
                            refused("database_away", 0));
        }
    }

    private static String refused(String reason, int times) {
        return "damson_requests_refused_total{reason=\"" + reason + "\"} " + times + ".0";
    }

    @Test
    void aStatementThatIsCutOffIsCounted() throws Exception {
        try (MonitoredServer server = new MonitoredServer(
                DatabaseConfiguration.temporary().withQueryTimeout(Duration.ofNanos(1)), Optional.empty())) {
            // SQLite looks at the clock every 20,000 instructions.
            new ImageStore(server.database).insert(server.tenant, Images.random(8_000, 1));
            assertThat(server.api("GET", "/images?$filter=contains(reference,'nowhere')", KEYED))
                    .isEqualTo(503);
            assertThat(server.metrics("statement_timeout")).containsExactly(refused("statement_timeout", 1));
        }
    }

    @Test
    void noClientDecidesHowManySeriesThereAre() throws Exception {
        try (MonitoredServer server = server()) {
            for (String method : new String[] {"GET", "POST", "M1"}) {
                server.api(method, "/images(a)", KEYED);
                server.api(method, "/a", "X-API-KEY", "1");
                server.api(method, "/images", "X-API-KEY", "1");
            }
            server.managed("GET", "/metrics");
            Set<String> before = series(server);
            for (int i = 0; i < 30; i++) {
                server.api("M" + i, "/images(" + i + ")", KEYED);
                server.api("GET", "/images(" + i + ")", KEYED);
                server.api("GET", "/" + i, "X-API-KEY", "key" + i);
                server.api("GET", "/images?a" + i + "=1", "X-API-KEY", "key" + i);
            }
            assertThat(series(server)).isEqualTo(before);
        }
    }

    /** But for the collections of the virtual machine, which happen when they happen. */
    private static Set<String> series(MonitoredServer server) throws IOException, InterruptedException {
        return server.metrics("").stream()
                .filter(line -> !line.startsWith("jvm_gc"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<DatabaseConfiguration> databases() {
        return Stream.of(DatabaseConfiguration.temporary(), TestPostgres.newDatabase());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void bothDatabasesHaveTheirPoolMeasured(DatabaseConfiguration configuration) throws Exception {
        try (MonitoredServer server = new MonitoredServer(configuration, Optional.empty())) {
            assertThat(server.api("GET", "/images", KEYED)).isEqualTo(200);
            assertThat(server.metrics("hikaricp_connections_max{"))
                    .containsExactly("hikaricp_connections_max{pool=\"damson\"} " + (Database.PARALLEL + 2) + ".0");
            assertThat(server.metrics("hikaricp_connections_acquire_seconds_count"))
                    .singleElement()
                    .asString()
                    .doesNotEndWith(" 0");
        }
    }

    @Test
    void itAnswersThoughAllWorkersAreBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(Database.PARALLEL / 2);
        CountDownLatch released = new CountDownLatch(1);
        Readiness readiness = new Readiness();
        try (Database database = Database.open(DatabaseConfiguration.temporary());
                Management management = Management.start(Management.configuration("127.0.0.1", 0), readiness);
                DamsonServer server = DamsonServer.start(
                        new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                        database,
                        new Seats(
                                key -> {
                                    busy.countDown();
                                    await(released);
                                    return Optional.empty();
                                },
                                List.of(),
                                UnaryOperator.identity(),
                                CorsOrigins.none(),
                                refused -> {},
                                Duration.ZERO))) {
            management.metrics().of(database, server::inFlight);
            readiness.serve(database::check);
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + "/images(a)"))
                    .header("X-API-KEY", "k")
                    .build();
            for (int i = 0; i < 2 * Database.PARALLEL; i++) {
                var unused = client.sendAsync(request, BodyHandlers.discarding());
            }
            busy.await();
            for (String path : new String[] {"/health/live", "/health/ready", "/metrics"}) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(management.uri().resolve(path)).build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                if (path.equals("/metrics")) {
                    assertThat(answer.body()).containsPattern("\nhttp_server_requests_in_flight [1-9][0-9]*\\.0\n");
                }
            }
            released.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        try (MonitoredServer server = server()) {
            assertThat(server.managed("GET", "/images").statusCode()).isEqualTo(404);
            assertThat(server.managed("GET", "/").body()).contains("There is nothing here but /health/live");
            assertThat(server.managed("POST", "/metrics").statusCode()).isEqualTo(405);
            assertThat(server.managed("GET", "/metrics").headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(server.api("GET", "/metrics")).isEqualTo(404);
            assertThat(server.api("GET", "/health/live")).isEqualTo(404);
        }
    }
}
