package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server writes into its log, and what it does not. */
class LogsIT {
    private static final String KEY = "damson_" + "k".repeat(43);
    private static final String SECRET = "personal";
    private static final String BEGINNING = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3} (INFO |WARN |ERROR) ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    private DamsonProcess serve(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--init-tenant", "shop", "--database-url", "jdbc:sqlite:" + folder.resolve("damson.db")));
        arguments.addAll(List.of(options));
        return DamsonProcess.start(log(), Map.of("DAMSON_INIT_KEY", KEY), arguments.toArray(String[]::new));
    }

    /** Requests with a key, one after the other on connections of their own; what the log has when the server has ended. */
    private List<String> logged(DamsonProcess server, String... targets) throws Exception {
        try (server) {
            for (String target : targets) {
                send(
                        server,
                        "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-Request-Id: my/id\r\nX-API-KEY: " + KEY
                                + "\r\n\r\n");
            }
            return end(server);
        }
    }

    private static void send(DamsonProcess server, String request) {
        try (Wire wire = Wire.open(server.url())) {
            wire.send(request);
            wire.read("GET");
        }
    }

    /** In any order: the line of a response is written after it, and the next request may come first. */
    private List<String> end(DamsonProcess server) throws InterruptedException, IOException {
        assertThat(server.terminate()).isIn(0, 143);
        return Files.readAllLines(log());
    }

    private static List<String> access(List<String> lines) {
        return lines.stream().filter(line -> line.contains(" access: ")).toList();
    }

    @Test
    void aRequestIsOneLineWithTheIdOfItsClient() throws Exception {
        List<String> lines =
                access(logged(serve("--access-log"), "/images?$top=1", "/images(a.jpg)", "/docs", "/images(%zz)"));
        assertThat(lines).hasSize(4);
        String ms = " [0-9]+\\.[0-9] ms ";
        for (String pattern : new String[] {
            "GET /images 200" + ms + "listImages shop",
            "GET /images\\(a\\.jpg\\) 404" + ms + "getImage shop",
            "GET /docs 200" + ms + "other -",
            "GET /images\\(%25zz\\) 400 - other - malformed"
        }) {
            assertThat(lines)
                    .filteredOn(line -> line.matches(BEGINNING + "my/id access: " + pattern))
                    .as(pattern)
                    .hasSize(1);
        }
    }

    @Test
    void withoutTheOptionNoRequestIsALine() throws Exception {
        assertThat(logged(serve(), "/images")).isEmpty();
    }

    @Test
    void aLineOfJsonHasEachFieldByItself() throws Exception {
        List<String> lines = logged(serve("--access-log", "--log-format", "json"), "/images", "/images?$top=x");
        assertThat(lines).hasSize(3);
        JsonNode line = json(lines, "\"http.response.status_code\":200");
        assertThat(line.path("@timestamp").asText()).matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
        assertThat(line.path("log.level").asText()).isEqualTo("INFO");
        assertThat(line.path("log.logger").asText()).isEqualTo("io.damson.access");
        assertThat(line.path("http.request.id").asText()).isEqualTo("my/id");
        assertThat(line.path("http.request.method").asText()).isEqualTo("GET");
        assertThat(line.path("url.path").asText()).isEqualTo("/images");
        assertThat(line.path("http.response.status_code").isInt()).isTrue();
        assertThat(line.path("event.duration").asLong()).isBetween(1_000L, 20_000_000_000L);
        assertThat(line.path("damson.operation").asText()).isEqualTo("listImages");
        assertThat(line.path("damson.tenant").asText()).isEqualTo("shop");
        assertThat(json(lines, "refused").path("message").asText()).isEqualTo("400 /images: $top is refused");
        assertThat(json(lines, "\"http.response.status_code\":400")
                        .path("url.path")
                        .asText())
                .isEqualTo("/images");
    }

    private static JsonNode json(List<String> lines, String part) throws IOException {
        assertThat(lines).filteredOn(line -> line.contains(part)).hasSize(1);
        return Orderly.JSON.readTree(
                lines.stream().filter(line -> line.contains(part)).findFirst().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"text, false", "json, false", "text, true", "json, true"})
    void noKeyIsLoggedAndAValueOnlyOnDemand(String format, boolean queries) throws Exception {
        try (DamsonProcess server = queries
                ? serve("--access-log", "--log-level", "debug", "--log-format", format, "--log-queries")
                : serve("--access-log", "--log-level", "debug", "--log-format", format)) {
            for (String target : new String[] {
                "/images?$filter=reference%20eq%20'" + SECRET + "'",
                "/images?%24FILTER=" + SECRET,
                "/images?$orderby=" + SECRET,
                "/images?$top=" + SECRET,
                "/images?$filter%3D" + SECRET,
                "/images?api_key=" + KEY,
                "/images?x=1&X-API-KEY=" + KEY + "&y",
                "/images?$key=" + KEY,
                "/images?%zz" + KEY,
                "/other?key=" + KEY
            }) {
                send(server, "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-API-KEY: " + KEY + "\r\n\r\n");
                send(server, "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-API-KEY: " + KEY + "x\r\n\r\n");
            }
            send(server, "X-API-KEY: " + KEY + "\r\n\r\n");
            send(server, "X-API-KEY: " + KEY + " HTTP/1.1\r\nHost: h\r\n\r\n");
            send(server, KEY + "\r\n\r\n");
            send(server, "GET /images HTTP/1.1\r\nHost: h\r\nX-API-KEY : " + KEY + "\r\n\r\n");
            String all = String.join("\n", end(server));
            assertThat(all).doesNotContain(KEY);
            if (queries) {
                assertThat(all)
                        .contains(
                                "reference%20eq%20'" + SECRET, format.equals("json") ? "api_key=\\u2026" : "api_key=…");
            } else {
                assertThat(all).doesNotContain(SECRET);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noClientWritesALineOfItsOwn(String format) throws Exception {
        String forged = "2026-01-01T00:00:00.000 INFO  - access: forged";
        try (DamsonProcess server = serve("--access-log", "--log-queries", "--log-format", format)) {
            for (String target : new String[] {
                "/images(a%0A" + forged.replace(" ", "%20") + ")",
                "/images(a%E2%80%A8" + forged.replace(" ", "%20") + ")",
                "/images(a%C2%85b%1B%5B31m)",
                "/images?$filter=%0D%0A" + forged.replace(" ", "%20"),
                "/images?$filter=x%E2%80%A9" + forged.replace(" ", "%20"),
                "/images?$a%E2%80%A8b=1"
            }) {
                send(server, "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-API-KEY: " + KEY + "\r\n\r\n");
            }
            send(server, "GET /images HTTP/1.1\r\nHost: h\r\nX-Request-Id: a " + forged + "\r\n\r\n");
            send(server, "GET /images HTTP/1.1\r\nHost: h\r\nX-Request-Id: a\u0085b\r\n\r\n");
            send(server, "G\u0085T /images HTTP/1.1\r\nHost: h\r\n\r\n");
            send(server, "\u001b[31m\r\n\r\n");
            List<String> lines = end(server);
            assertThat(lines).hasSize(2 * 10);
            assertThat(lines).allSatisfy(line -> {
                if (format.equals("json")) {
                    assertThat(Orderly.JSON.readTree(line).path("@timestamp").asText())
                            .isNotEmpty();
                } else {
                    assertThat(line).matches(BEGINNING + "[!-~]+ (access|Problems): [^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
                }
                assertThat(line).doesNotStartWith("2026-01-01");
            });
        }
    }

    @Test
    void noLineIsLostWhenTheServerEnds() throws Exception {
        int clients = 4;
        int each = 250;
        try (DamsonProcess server = serve("--access-log")) {
            List<Thread> threads = IntStream.range(0, clients)
                    .mapToObj(client -> new Thread(() -> {
                        try (Wire wire = Wire.open(server.url())) {
                            for (int i = 0; i < each; i++) {
                                wire.send("GET /images HTTP/1.1\r\nHost: h\r\nX-Request-Id: " + client + "-" + i
                                        + "\r\n\r\n");
                                wire.read("GET");
                            }
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(access(end(server))).hasSize(clients * each).doesNotHaveDuplicates();
        }
    }

    @Test
    void partsHaveLevelsOfTheirOwn() throws Exception {
        assertThat(logged(serve("--log-level", "io.damson.http=warn"), "/nothing"))
                .isEmpty();
        assertThat(logged(serve("--log-level", "off,io.damson.http=info"), "/nothing"))
                .singleElement()
                .asString()
                .contains("404 /nothing: There is nothing here");
    }
}
