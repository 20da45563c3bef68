package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.mock.MockConfiguration;
import io.damson.mock.MockServer;
import io.damson.mock.fault.StandingFaults;
import io.damson.mock.media.MediaUrls;
import io.damson.server.ServerConfiguration;
import io.damson.store.DatabaseConfiguration;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose pages may read the mock's data, and whose may drive it: what browsers send without asking, and what they ask for before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ForeignPagesTest {
    private static final String EVIL = "https://evil.example";
    private static final String LOCAL = "http://localhost:3000";
    private static final Optional<CorsOrigins> UNSAID = Optional.empty();
    private static final String DATA =
            "{\"tenant\":\"shop\",\"apiKeys\":[\"shop-key\"],\"images\":[{\"reference\":\"a.jpg\"}]}";

    private MockServer mock;

    @BeforeAll
    void start() throws IOException {
        mock = start(Optional.empty(), "127.0.0.1", Optional.empty(), UNSAID);
    }

    @AfterAll
    void stop() {
        mock.close();
    }

    private static MockServer start(
            Optional<Path> data, String host, Optional<String> publicUrl, Optional<CorsOrigins> origins)
            throws IOException {
        return start(data, host, publicUrl, origins, true);
    }

    private static MockServer start(
            Optional<Path> data, String host, Optional<String> publicUrl, Optional<CorsOrigins> origins, boolean media)
            throws IOException {
        return MockServer.start(new MockConfiguration(
                data,
                List.of(),
                new ServerConfiguration(host, 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT,
                publicUrl.map(URI::create).map(MediaUrls::new),
                media,
                Optional.empty(),
                StandingFaults.NONE,
                origins));
    }

    /** @param fields lines of header fields, {@code Host} among them */
    private static Answer ask(MockServer server, String line, String body, String... fields) {
        try (Wire wire = Wire.open("http://127.0.0.1:" + server.uri().getPort())) {
            wire.send(line + " HTTP/1.1\r\n" + String.join("\r\n", fields) + "\r\nContent-Length: " + body.length()
                    + "\r\nConnection: close\r\n\r\n" + body);
            return wire.read(line.substring(0, line.indexOf(' ')));
        }
    }

    private static Answer ofPage(MockServer server, String line, String origin, String... fields) {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "Host: 127.0.0.1:" + server.uri().getPort();
        all[fields.length + 1] = "Origin: " + origin;
        return ask(server, line, "", all);
    }

    private static Optional<String> granted(Answer answer) {
        return answer.header("Access-Control-Allow-Origin");
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Answer images(MockServer server, String key, String origin) {
        return ofPage(server, "GET /images", origin, "X-API-KEY: " + key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /__admin/faults | {\"status\":500}",
                "POST /__admin/reset | ''",
                "DELETE /__admin/faults | ''",
                "DELETE /__admin/requests | ''",
                "PUT /__admin/clock | {\"advance\":\"5s\"}",
                "PUT /__admin/images/a.jpg | {}",
                "DELETE /__admin/images/product-main-front.jpg | ''",
                "DELETE /__admin/sandboxes/foreign | ''",
                "GET /__admin/requests | ''",
                "HEAD /__admin/health | ''",
                "PATCH /__admin/health | ''",
                "GET /__admin/nothing | ''"
            })
    void whatAForeignPageSendsToTheControlDoesNothing(String line, String body) {
        String host = "Host: 127.0.0.1:" + mock.uri().getPort();
        String key = "X-API-KEY: sandbox-foreign";
        assertThat(ask(mock, "DELETE /images(banner-de.jpg)", "", host, key).status())
                .isIn(204, 404);
        String before = state(host, key);
        for (String type : List.of("text/plain", "application/json", "application/x-www-form-urlencoded")) {
            Answer refused = ask(mock, line, body, host, key, "Origin: " + EVIL, "Content-Type: " + type);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(granted(refused)).isEmpty();
            if (!line.startsWith("HEAD")) {
                assertThat(text(refused)).contains("\"title\":\"Forbidden\"", "--cors-origin");
            }
            assertThat(ask(mock, line, body, host, "Origin: " + EVIL, "Content-Type: " + type)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(state(host, key)).isEqualTo(before);
    }

    private String state(String host, String key) {
        return text(ask(mock, "GET /__admin/faults", "", host, key))
                + text(ask(mock, "GET /__admin/clock", "", host, key))
                + text(ask(mock, "GET /__admin/requests/count?method=DELETE", "", host, key))
                + text(ask(mock, "GET /images(product-main-front.jpg)", "", host, key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVIL,
                "null",
                "file://",
                "http://localhost.evil.example",
                "http://localhost:80.evil.example",
                "http://localhost:",
                "http://localhost:*",
                "*",
                "http://127.0.0.1.evil.example:80",
                "http://127.0.0.2:3000",
                "http://[::1].evil.example",
                "http://notlocalhost",
                "http://0.0.0.0:8080",
                "http://192.168.0.7",
                "chrome-extension://abc",
                LOCAL + ", " + EVIL
            })
    void otherOriginsAreForeign(String origin) {
        assertThat(ofPage(mock, "POST /__admin/reset", origin).status()).isEqualTo(403);
        Answer preflight = ofPage(mock, "OPTIONS /__admin/reset", origin, "Access-Control-Request-Method: POST");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(granted(preflight)).isEmpty();
        assertThat(granted(ofPage(mock, "GET /__admin/images/50%", origin))).isEmpty();
    }

    @Test
    void twoOriginsAreBothToBeAllowed() {
        assertThat(ofPage(mock, "POST /__admin/reset", LOCAL, "Origin: " + EVIL).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {LOCAL, "http://localhost", "https://localhost:8443", "http://127.0.0.1:5173", "http://[::1]:4200"
            })
    void pagesOfThisMachineMayControlIt(String origin) {
        Answer preflight = ofPage(mock, "OPTIONS /__admin/reset", origin, "Access-Control-Request-Method: POST");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(granted(preflight)).hasValue(origin);
        Answer answer = ofPage(mock, "POST /__admin/reset", origin, "X-API-KEY: sandbox-local");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(granted(answer)).hasValue(origin);
    }

    @Test
    void allMayReadTheDataThatComeWithDamson() {
        Answer answer = images(mock, "acme-demo-key", EVIL);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(granted(answer)).hasValue(EVIL);
        assertThat(granted(ofPage(mock, "GET /media/acme/th/product-main-front.jpg", EVIL)))
                .hasValue(EVIL);
    }

    @Test
    void dataOfOnesOwnAreForPagesOfThisMachine(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("shop.json"), DATA);
        try (MockServer own = start(Optional.of(folder), "127.0.0.1", Optional.empty(), UNSAID)) {
            assertThat(granted(images(own, "shop-key", EVIL))).isEmpty();
            assertThat(granted(images(own, "shop-key", LOCAL))).hasValue(LOCAL);
            Answer preflight = ofPage(own, "OPTIONS /images", EVIL, "Access-Control-Request-Method: GET");
            assertThat(granted(preflight)).isEmpty();
            assertThat(granted(ofPage(own, "GET /images(50%)", EVIL))).isEmpty();
            for (String path : List.of("/media/shop/th/a.jpg", "/media/shop/th/none.jpg", "/media/shop/th/50%.jpg")) {
                assertThat(granted(ofPage(own, "GET " + path, EVIL))).as(path).isEmpty();
                assertThat(granted(ofPage(own, "GET " + path, LOCAL))).as(path).hasValue(LOCAL);
            }
            Answer shown = ofPage(own, "GET /media/shop/th/a.jpg", EVIL);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.header("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
            assertThat(shown.header("Vary"))
                    .hasValueSatisfying(vary -> assertThat(vary).contains("Origin"));
        }
    }

    @Test
    void aFolderThatHoldsOnlyWhatComesWithDamsonIsNobodysOwnUntilItChanges(@TempDir Path folder) throws IOException {
        Files.copy(Path.of("mock-data/acme.json"), folder.resolve("acme.json"));
        try (MockServer own = start(Optional.of(folder), "127.0.0.1", Optional.empty(), UNSAID)) {
            assertThat(granted(images(own, "acme-demo-key", EVIL))).hasValue(EVIL);
            Files.writeString(folder.resolve("shop.json"), DATA);
            assertThat(ofPage(own, "POST /__admin/reset", LOCAL).status()).isEqualTo(204);
            assertThat(images(own, "shop-key", LOCAL).status()).isEqualTo(200);
            assertThat(granted(images(own, "shop-key", EVIL))).isEmpty();
            assertThat(granted(images(own, "acme-demo-key", EVIL))).isEmpty();
        }
    }

    @Test
    void originsThatAreNamedMayDoBothAndOthersNothing(@TempDir Path folder) throws IOException {
        Path data = Files.writeString(folder.resolve("shop.json"), DATA);
        CorsOrigins named = CorsOrigins.of(List.of("https://shop.example", "http://dev.example:*"));
        try (MockServer own = start(Optional.of(data), "127.0.0.1", Optional.empty(), Optional.of(named))) {
            for (String origin : List.of("https://shop.example", "http://dev.example:81", "http://dev.example")) {
                assertThat(granted(images(own, "shop-key", origin))).hasValue(origin);
                assertThat(ofPage(own, "POST /__admin/reset", origin).status()).isEqualTo(204);
            }
            for (String origin : List.of(EVIL, LOCAL, "http://shop.example")) {
                assertThat(granted(images(own, "shop-key", origin))).isEmpty();
                assertThat(ofPage(own, "POST /__admin/reset", origin).status()).isEqualTo(403);
            }
        }
    }

    @Test
    void whereAllMayReadOnlyThoseThatAreNamedAndThisMachinesMayControl() throws IOException {
        CorsOrigins all = CorsOrigins.of(List.of("*", "https://shop.example"));
        try (MockServer open = start(Optional.empty(), "127.0.0.1", Optional.empty(), Optional.of(all))) {
            assertThat(granted(images(open, "acme-demo-key", EVIL))).hasValue(EVIL);
            assertThat(ofPage(open, "POST /__admin/reset", EVIL).status()).isEqualTo(403);
            assertThat(ofPage(open, "POST /__admin/reset", LOCAL).status()).isEqualTo(204);
            assertThat(ofPage(open, "POST /__admin/reset", "https://shop.example")
                            .status())
                    .isEqualTo(204);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT, 200",
        "LOCALHOST, 200",
        "127.0.0.1:9, 200",
        "127.9.9.9, 200",
        "[::1]:PORT, 200",
        "[0:0:0:0:0:0:0:1], 200",
        "evil.example:PORT, 403",
        "localhost.evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "192.168.0.7:PORT, 403",
        "0.0.0.0:PORT, 403",
        "[fd00::7], 403"
    })
    void theHostOfAControlRequestIsThisMachines(String host, int status) {
        String field = "Host: " + host.replace("PORT", String.valueOf(mock.uri().getPort()));
        assertThat(ask(mock, "GET /__admin/health", "", field).status()).isEqualTo(status);
        // Who has made its name stand for this machine is its own origin.
        String own = "Origin: http://" + field.substring("Host: ".length()).toLowerCase(Locale.ROOT);
        assertThat(ask(mock, "POST /__admin/reset", "", field, own).status()).isEqualTo(status == 200 ? 204 : 403);
    }

    @Test
    void theHostThatItListensOnAndThatOfItsPublicUrlAreItsOwn() throws IOException {
        String url = "https://mock.example.com:8443/proxy";
        try (MockServer open = start(Optional.empty(), "0.0.0.0", Optional.of(url), UNSAID)) {
            for (String host : List.of("mock.example.com", "MOCK.example.com:8443", "127.0.0.1", "0.0.0.0")) {
                assertThat(ask(open, "GET /__admin/health", "", "Host: " + host).status())
                        .as(host)
                        .isEqualTo(200);
            }
            assertThat(ask(open, "GET /__admin/health", "", "Host: example.com").status())
                    .isEqualTo(403);
            // The mock's own page at /docs, behind a proxy that keeps the host and behind one that does not.
            String page = "Origin: https://mock.example.com:8443";
            for (String host : List.of("mock.example.com:8443", "127.0.0.1:8080")) {
                assertThat(ask(open, "POST /__admin/reset", "", "Host: " + host, page)
                                .status())
                        .isEqualTo(204);
            }
            assertThat(ask(open, "POST /__admin/reset", "", "Host: 127.0.0.1", "Origin: https://mock.example.com")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void theHostOfItsPublicUrlIsItsOwnThoughItDrawsNothing() throws IOException {
        Optional<String> url = Optional.of("https://mock.example.com");
        try (MockServer bare = start(Optional.empty(), "127.0.0.1", url, UNSAID, false)) {
            assertThat(ask(bare, "GET /__admin/health", "", "Host: mock.example.com")
                            .status())
                    .isEqualTo(200);
            assertThat(text(images(bare, "acme-demo-key", LOCAL))).doesNotContain("mock.example.com");
        }
    }
}
