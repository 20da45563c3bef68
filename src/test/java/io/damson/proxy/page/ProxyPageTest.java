package io.damson.proxy.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.http.ProblemException;
import io.damson.proxy.LocalHandler.Request;
import io.damson.proxy.LocalHandler.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPageTest {
    private static final Path SOURCES = Path.of("src/main/resources/io/damson/proxy/page");
    private static final Path CONSOLE = Path.of("src/main/resources/io/damson/mock/console");
    private static final int MAX_BYTES = 30_000;

    private final Journal journal = new Journal(Traffic.JUDGE.operations());

    private ProxyPage page(Optional<String> adminKey) {
        return Traffic.page(journal, adminKey);
    }

    private static Request request(String method, String path, String query, Map<String, List<String>> headers) {
        return new Request(method, path, query, headers, ByteBuffer.allocate(0));
    }

    private Response get(String path, String query) {
        return page(Optional.empty()).answer(request("GET", path, query, Map.of("host", List.of("localhost:9090"))));
    }

    private static String text(Response response) {
        return StandardCharsets.UTF_8.decode(response.body().duplicate()).toString();
    }

    private static JsonNode json(Response response) throws IOException {
        return new ObjectMapper().readTree(text(response));
    }

    @Test
    void allFilesTogetherAreSmall() throws IOException {
        try (Stream<Path> own = Files.list(SOURCES)) {
            long common = Stream.of("console.css", "dom.js", "icon.svg")
                    .mapToLong(file -> CONSOLE.resolve(file).toFile().length())
                    .sum();
            assertThat(own.mapToLong(file -> file.toFile().length()).sum() + common)
                    .isLessThan(MAX_BYTES);
        }
    }

    @Test
    void thePageRunsNothingButItsOwnFilesWhichAreThere() {
        Response page = get("/__proxy", "");
        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
        assertThat(page.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(text(page))
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern(" (style|on[a-z]+)=")
                .doesNotContainPattern("(src|href)=\"(/|http)");
        assertThat(Pattern.compile("(?:src|href)=\"(__proxy/[^\"]+)\"")
                        .matcher(text(page))
                        .results()
                        .map(link -> get("/" + link.group(1), "").status()))
                .hasSizeGreaterThan(5)
                .containsOnly(200);
    }

    @Test
    void aSlashAtTheEndLeadsToThePage() {
        Response response = get("/__proxy/", "");
        assertThat(response.status()).isEqualTo(308);
        assertThat(URI.create("http://localhost:9090/__proxy/")
                        .resolve(response.headers().get("Location")))
                .hasPath("/__proxy");
    }

    @Test
    void theStateHasWhatIsNewSinceTheNumber() throws IOException {
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=1", 200, "{}"), "FILTER-1"));
        JsonNode first = json(get("/__proxy/state.json", "since=0"));
        assertThat(first.path("findings")).hasSize(1);
        assertThat(first.at("/findings/0/curl/0").asText()).contains("$API_KEY");
        assertThat(first.at("/exchanges/0/verdict").asText()).isEqualTo("failed");
        assertThat(first.at("/exchanges/0/milliseconds").asDouble()).isEqualTo(4.1);
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=2", 200, "{}")));
        JsonNode second =
                json(get("/__proxy/state.json", "since=" + first.path("last").asLong()));
        assertThat(second.path("findings")).isEmpty();
        assertThat(second.path("exchanges")).hasSize(1);
        assertThat(second.at("/exchanges/0/target").asText()).isEqualTo("/images?$top=2");
        assertThat(second.path("judged").asInt()).isEqualTo(2);
        assertThat(second.path("run")).isEqualTo(first.path("run"));
    }

    @Test
    void anExchangeHasItsFieldsAndItsBodyWithoutTheKey() throws IOException {
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images", 200, "{\"key\":\"" + Traffic.KEY + "\"}")));
        JsonNode exchange = json(get("/__proxy/exchange.json", "number=1"));
        assertThat(exchange.toString()).doesNotContain(Traffic.KEY, Traffic.COOKIE);
        assertThat(exchange.at("/requestFields/1/name").asText()).isEqualTo("X-API-KEY");
        assertThat(exchange.at("/requestFields/1/value").asText()).isEqualTo("…");
        assertThat(exchange.path("body").asText()).isEqualTo("{\"key\":\"…\"}");
        assertThat(exchange.path("isBase64").isBoolean()).isTrue();
        assertThat(exchange.path("isCut").isBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit.xml", "report.html", "report.json", "traffic.har"})
    void reportsAreThereWithoutStoppingTheProxy(String file) {
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images", 200, "{}"), "FILTER-1"));
        Response report = get("/__proxy/" + file, "");
        assertThat(text(report)).contains("FILTER-1").doesNotContain(Traffic.KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/__proxy/none",
                "/__proxy/index.html",
                "/__proxy/../page.css",
                "/__proxy/console.js",
                "/__proxyx"
            })
    void nothingElseIsThere(String path) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> get(path, ""))
                .satisfies(problem -> assertThat(problem.problemType().status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"number=2", "number=", "number=-1", "x=1", "", "number=99999999999999999999"})
    void anUnknownExchangeIsA404(String query) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> get("/__proxy/exchange.json", query))
                .satisfies(problem -> assertThat(problem.problemType().status()).isEqualTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"})
    void otherMethodsAreRefused(String method) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> page(Optional.empty())
                        .answer(request(method, "/__proxy", "", Map.of("host", List.of("localhost")))))
                .satisfies(problem -> {
                    assertThat(problem.problemType().status()).isEqualTo(405);
                    assertThat(problem.headers()).containsEntry("Allow", "GET, HEAD");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:9090",
                "127.0.0.1:1",
                "192.168.1.2:9090",
                "[::1]:9090",
                "[fe80::1]",
                "proxy:8080",
                "PROXY.shop.example:8080"
            })
    void hostsThatNobodyElseCanStandForAreAccepted(String host) {
        assertThat(page(Optional.empty())
                        .answer(request("GET", "/__proxy", "", Map.of("host", List.of(host))))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:9090", "127.0.0.1.evil.example", "", "a.b:c", "localhost."})
    void otherHostsAreRefused(String host) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        page(Optional.empty()).answer(request("GET", "/__proxy", "", Map.of("host", List.of(host)))))
                .satisfies(problem -> assertThat(problem.problemType().status()).isEqualTo(403));
    }

    @Test
    void pagesOfOtherOriginsAreRefused() {
        Map<String, List<String>> headers =
                Map.of("host", List.of("localhost:9090"), "origin", List.of("http://localhost:3000"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> page(Optional.empty()).answer(request("GET", "/__proxy/state.json", "", headers)))
                .satisfies(problem -> assertThat(problem.problemType().status()).isEqualTo(403));
    }

    @Test
    void theTrafficNeedsTheAdminKeyAndThePageDoesNot() {
        ProxyPage locked = page(Optional.of("admin-key"));
        Map<String, List<String>> host = Map.of("host", List.of("localhost"));
        assertThat(locked.answer(request("GET", "/__proxy", "", host)).status()).isEqualTo(200);
        for (String file : List.of("state.json", "exchange.json", "report.html", "traffic.har")) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> locked.answer(request("GET", "/__proxy/" + file, "", host)))
                    .satisfies(problem ->
                            assertThat(problem.problemType().status()).isEqualTo(401));
        }
        Map<String, List<String>> known = Map.of("host", List.of("localhost"), "x-admin-key", List.of("admin-key"));
        assertThat(locked.answer(request("GET", "/__proxy/state.json", "", known))
                        .status())
                .isEqualTo(200);
    }
}
