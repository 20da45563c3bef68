package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The orderly end of a server, on the real jar. */
class StopIT {
    private static final int REQUESTS = 100;

    /** A tenant has three quarters of the workers. */
    private static final String WORKERS = "140";

    private static final String IN_FLIGHT = "\nhttp_server_requests_in_flight " + REQUESTS + ".0\n";

    /** In place of the table of images. */
    private static final String SLOW_VIEW =
            "create view image as select kept.* from kept where (select pg_sleep(4)) is not null";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpRequest request(String url, String key) {
        return HttpRequest.newBuilder(URI.create(url)).header("X-API-KEY", key).build();
    }

    /** The database works for each for seconds, so that none is answered before the signal. */
    @Test
    void aHundredRequestsInFlightAtSigtermAreCompletedAndNewOnesRefused() throws Exception {
        String url = TestPostgres.newDatabase("UTF8");
        try (DamsonProcess server = DamsonProcess.start(
                        "serve",
                        "--database-url",
                        url,
                        "--init-tenant",
                        "shop",
                        "--workers",
                        WORKERS,
                        "--management-port",
                        "0");
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            String key = server.line("tenant shop, key ");
            String management = server.line("management ");
            HttpRequest image = request(server.url() + "/images(a)", key);
            warmUp(image);
            awaitConnections(request(management + "/metrics", key));
            statement.execute("alter table image rename to kept");
            statement.execute(SLOW_VIEW);
            List<CompletableFuture<HttpResponse<String>>> answers = send(image);
            HttpRequest metrics = request(management + "/metrics", key);
            while (!client.send(metrics, BodyHandlers.ofString()).body().contains(IN_FLIGHT)) {
                assertThat(answers).noneMatch(CompletableFuture::isDone);
            }
            long told = System.nanoTime();
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> terminate(server));
            awaitNewConnectionsRefused(server);
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(404);
            }
            assertThat(end.join()).isIn(0, 143);
            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
        }
    }

    /** Whether by the operating system, or by the server that closes what it takes. */
    private static void awaitNewConnectionsRefused(DamsonProcess server) {
        boolean taken = true;
        while (taken) {
            try (Wire late = Wire.open(server.url())) {
                late.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                taken = late.rest().startsWith("HTTP/1.1 404");
            } catch (UncheckedIOException e) {
                taken = false;
            }
        }
    }

    /** The pool fills itself after the start, one connection after the other. */
    private void awaitConnections(HttpRequest metrics) throws Exception {
        Pattern connections = Pattern.compile("\nhikaricp_connections\\{[^}]*pool=\"damson\"[^}]*} ([0-9]+)");
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        int there = 0;
        while (there < REQUESTS) {
            assertThat(System.nanoTime()).as("%s connections", there).isLessThan(end);
            Matcher found = connections.matcher(
                    client.send(metrics, BodyHandlers.ofString()).body());
            there = found.find() ? Integer.parseInt(found.group(1)) : 0;
        }
    }

    /** The clients' connections are there, and the code has run. */
    private void warmUp(HttpRequest image) {
        for (int round = 0; round < 3; round++) {
            send(image).forEach(CompletableFuture::join);
        }
    }

    private List<CompletableFuture<HttpResponse<String>>> send(HttpRequest image) {
        return IntStream.range(0, REQUESTS)
                .mapToObj(i -> client.sendAsync(image, BodyHandlers.ofString()))
                .toList();
    }

    private static int terminate(DamsonProcess server) {
        try {
            return server.terminate();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
