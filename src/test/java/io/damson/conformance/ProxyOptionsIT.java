package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.damson.Await;
import io.damson.mock.DamsonMock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson proxy} as a process with what it does beside passing and judging: its options do what they are there for, all at once. */
class ProxyOptionsIT {
    private static final String KEY = "acme-demo-key";
    private static final String ADMIN = "admin-of-the-proxy";
    private static final String LIST = "/images?$top=3";
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final DamsonMock mock = DamsonMock.start();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer upstream;

    private volatile boolean isWrong;

    /** A mock at {@code /dam} that is wrong at times. */
    private HttpServer upstream(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/dam/images", this::answer);
        server.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString().replaceFirst("^/dam", "");
            HttpResponse<String> right = send(exchange.getRequestMethod(), mock.url() + target, "", "X-API-KEY", KEY);
            byte[] body = (isWrong ? "{\"items\":\"none\"}" : right.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("X-Upstream", "here");
            exchange.sendResponseHeaders(right.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @BeforeEach
    void start() throws IOException {
        upstream = upstream(0);
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
        mock.close();
    }

    private HttpResponse<String> send(String method, String url, String body, String... fields) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .headers(fields)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpResponse<String> list(DamsonProcess server, String... more) throws IOException {
        return send("GET", server.url() + LIST, "", more.length == 0 ? new String[] {"X-API-KEY", KEY} : more);
    }

    private DamsonProcess proxy(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "proxy",
                "--upstream",
                "http://127.0.0.1:" + upstream.getAddress().getPort() + "/dam",
                "--record",
                folder.resolve("recorded").toString(),
                "--replay-first"));
        all.addAll(List.of(options));
        return DamsonProcess.start(folder.resolve("log"), Map.of(), all.toArray(String[]::new));
    }

    @Test
    void allAtOnce() throws Exception {
        String recorded;
        try (DamsonProcess proxy = proxy(
                "--base-path",
                "/x",
                "--enforce",
                "--faults",
                "--admin-key",
                ADMIN,
                "--report",
                folder.resolve("reports").toString())) {
            recorded = rightPassesAndWrongIsReplaced(proxy);
            faultsAreMet(proxy);
            theRecordingRespondsUntilTheUpstreamIsBack(proxy, recorded);
            assertThat(proxy.interrupt()).isOne();
            assertThat(proxy.rest()).contains("FAILED    SHAPE-", "does not conform", "reports: ");
            assertThat(folder.resolve("reports/report.html")).exists();
            assertThat(folder.resolve("reports/junit.xml")).exists();
            assertThat(Files.readString(folder.resolve("reports/traffic.har"))).contains("/dam/images?$top=3");
        }
        theRecordingRespondsAfterAStart(recorded);
        theRecordingIsDataOfTheMock(recorded);
    }

    private String rightPassesAndWrongIsReplaced(DamsonProcess proxy) throws IOException {
        HttpResponse<String> right = list(proxy);
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.headers().firstValue("Damson-Verdict")).contains("ok");
        assertThat(right.headers().firstValue("X-Upstream")).contains("here");
        isWrong = true;
        HttpResponse<String> wrong = list(proxy);
        isWrong = false;
        assertThat(wrong.statusCode()).isEqualTo(502);
        assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(wrong.headers().firstValue("Damson-Verdict").orElse("")).startsWith("failed; relation=");
        assertThat(list(proxy).body()).isEqualTo(right.body());
        String outside = proxy.url().replaceFirst("/x$", "") + LIST;
        assertThat(send("GET", outside, "", "X-API-KEY", KEY).statusCode()).isEqualTo(404);
        return right.body();
    }

    private void faultsAreMet(DamsonProcess proxy) throws IOException {
        assertThat(list(proxy, "X-API-KEY", KEY, "Prefer", "code=503").statusCode())
                .isEqualTo(503);
        String root = proxy.url().replaceFirst("/x$", "");
        String fault = "{\"status\":409,\"times\":1}";
        assertThat(send("POST", root + "/__admin/faults", fault, "X-API-KEY", KEY)
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("POST", root + "/__admin/faults", fault, "X-API-KEY", KEY, "X-ADMIN-KEY", ADMIN)
                        .statusCode())
                .isEqualTo(201);
        assertThat(list(proxy).statusCode()).isEqualTo(409);
        assertThat(list(proxy).statusCode()).isEqualTo(200);
        assertThat(send("GET", root + "/__proxy/state.json", "", "X-Any", "1").statusCode())
                .isEqualTo(401);
        assertThat(send("GET", root + "/__proxy/state.json", "", "X-ADMIN-KEY", ADMIN)
                        .body())
                .contains("/images?$top=3");
    }

    private void theRecordingRespondsUntilTheUpstreamIsBack(DamsonProcess proxy, String recorded) throws Exception {
        int port = upstream.getAddress().getPort();
        upstream.stop(0);
        requireRecorded(proxy, recorded, KEY);
        upstream = upstream(port);
        assertThat(list(proxy).headers().firstValue("X-Upstream")).contains("here");
        upstream.stop(0);
    }

    /** The mock that plays it starts in the background: until then there is nobody who responds. */
    private void requireRecorded(DamsonProcess proxy, String recorded, String key) throws Exception {
        Await.until(() -> list(proxy, "X-API-KEY", key).statusCode() != 502);
        HttpResponse<String> played = list(proxy, "X-API-KEY", key);
        assertThat(played.statusCode()).isEqualTo(200);
        assertThat(played.headers().firstValue("Damson-Verdict")).contains("unjudged; reason=recorded");
        assertThat(played.body()).isEqualTo(recorded);
    }

    private void theRecordingRespondsAfterAStart(String recorded) throws Exception {
        try (DamsonProcess proxy = proxy()) {
            requireRecorded(proxy, recorded, "any-key");
            assertThat(proxy.terminate()).isZero();
            assertThat(proxy.rest()).contains("no verdict: nothing was judged");
        }
    }

    private void theRecordingIsDataOfTheMock(String recorded) throws IOException {
        try (DamsonMock played = DamsonMock.start(folder.resolve("recorded"))) {
            String list = send("GET", played.url() + LIST, "", "X-API-KEY", "recorded-1-key")
                    .body();
            assertThat(references(list)).isEqualTo(references(recorded));
        }
    }

    private static List<String> references(String list) {
        return REFERENCE
                .matcher(list)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
