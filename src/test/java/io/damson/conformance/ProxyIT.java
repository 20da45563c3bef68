package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson proxy} as a process: what it prints, what it writes, and how it ends. */
class ProxyIT {
    private static final String KEY = "Secret-key-of-the-proxy-test";
    private static final String RIGHT = "{\"items\":[]}";
    private static final String WRONG = "{\"items\":\"none\",\"key\":\"" + KEY + "\"}";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer upstream;

    private volatile String body = RIGHT;

    @BeforeEach
    void start() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/dam/images", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders()
                    .set("X-Echo", String.valueOf(exchange.getRequestHeaders().getFirst("X-API-KEY")));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        upstream.start();
    }

    @AfterEach
    void stop() {
        upstream.stop(0);
    }

    private DamsonProcess proxy(String... options) {
        List<String> all = Stream.concat(
                        Stream.of(
                                "proxy",
                                "--upstream",
                                "http://127.0.0.1:" + upstream.getAddress().getPort() + "/dam",
                                "--report",
                                folder.resolve("reports").toString()),
                        Stream.of(options))
                .toList();
        return DamsonProcess.start(folder.resolve("log"), Map.of(), all.toArray(String[]::new));
    }

    private HttpResponse<String> get(String url) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).header("X-API-KEY", KEY).build(), BodyHandlers.ofString());
    }

    private void requireNoKey() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as("%s", file).doesNotContain(KEY);
            }
        }
    }

    @Test
    void theGreetingNamesWhatThereIs() {
        try (DamsonProcess proxy = proxy()) {
            assertThat(proxy.greeting().lines())
                    .containsExactly(
                            "API       " + proxy.url() + "/images",
                            "Upstream  http://127.0.0.1:"
                                    + upstream.getAddress().getPort() + "/dam/images",
                            "Page      " + proxy.url() + "/__proxy",
                            "Reports   " + folder.resolve("reports"),
                            "Stop      Ctrl-C or SIGTERM");
        }
    }

    @Test
    void rightResponsesAreExitCode0AndReportsAreThere() throws Exception {
        try (DamsonProcess proxy = proxy("--verbose")) {
            HttpResponse<String> response = get(proxy.url() + "/images?$top=5");
            assertThat(response.body()).isEqualTo(RIGHT);
            assertThat(response.headers().firstValue("Damson-Verdict")).contains("ok");
            assertThat(get(proxy.url() + "/__proxy/state.json").body()).contains("/images?$top=5");
            body = RIGHT.replace("}", ",\"total\":0}");
            assertThat(get(proxy.url() + "/images").headers().firstValue("Damson-Verdict"))
                    .contains("ok");
            assertThat(proxy.terminate()).isZero();
            assertThat(proxy.rest())
                    .contains("requests: 2, judged: 2, not judged: 0")
                    .contains("warnings: SHAPE-7 1")
                    .doesNotContain("findings: ")
                    .contains("nothing wrong in what was judged")
                    .contains("reports: " + folder.resolve("reports/report.html"));
            assertThat(Files.readString(folder.resolve("log"))).containsPattern("GET /images\\?\\$top=5 200 .* ms  ok");
            assertThat(folder.resolve("reports/junit.xml")).exists();
            assertThat(Files.readString(folder.resolve("reports/traffic.har"))).contains("/dam/images?$top=5");
            requireNoKey();
        }
    }

    @Test
    void aWrongResponseIsPrintedAndExitCode1() throws Exception {
        body = WRONG;
        try (DamsonProcess proxy = proxy()) {
            HttpResponse<String> response = get(proxy.url() + "/images");
            assertThat(response.body()).isEqualTo(WRONG);
            assertThat(response.headers().firstValue("Damson-Verdict").orElse(""))
                    .startsWith("failed; relation=");
            assertThat(proxy.terminate()).isOne();
            assertThat(proxy.rest())
                    .contains("FAILED    SHAPE-")
                    .contains("curl -g -i -H \"X-API-KEY: $API_KEY\"")
                    .contains("does not conform")
                    .doesNotContain(KEY);
            assertThat(Files.readString(folder.resolve("reports/report.html")))
                    .contains("does not conform")
                    .contains("damson proxy --upstream ");
            requireNoKey();
        }
    }

    @Test
    void withoutTrafficThereIsNoVerdictAndNoFailure() throws Exception {
        try (DamsonProcess proxy = proxy()) {
            assertThat(proxy.terminate()).isZero();
            assertThat(proxy.rest()).contains("no verdict: nothing was judged");
        }
    }
}
