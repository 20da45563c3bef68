package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.fault.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins can read what the proxy says in the upstream's place. */
class CrossOriginTest {
    private static final String ORIGIN = "Origin: http://localhost:3000";
    private static final String GRANTED = "Access-Control-Allow-Origin: http://localhost:3000\r\n";

    private static Proxies away() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Proxies.to(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String preflight(ProxyServer proxy, String target, String method) {
        return RawClient.exchange(
                proxy.uri(),
                "OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + ORIGIN
                        + "\r\nAccess-Control-Request-Method: " + method
                        + "\r\nAccess-Control-Request-Headers: x-api-key\r\n\r\n");
    }

    @Test
    void aProblemInPlaceOfTheUpstreamIsReadable() {
        try (ProxyServer proxy = away().start()) {
            assertThat(RawClient.get(proxy.uri(), "/images", ORIGIN))
                    .startsWith("HTTP/1.1 502 ")
                    .contains(GRANTED, "Vary: Origin\r\n", "Access-Control-Allow-Credentials: true\r\n")
                    .containsPattern("Access-Control-Expose-Headers: [^\r]*Retry-After");
            assertThat(RawClient.get(proxy.uri(), "/docs", ORIGIN)).contains(GRANTED);
            assertThat(RawClient.get(proxy.uri(), "/images")).doesNotContain("Access-Control-");
            assertThat(RawClient.get(proxy.uri(), "/images", "Origin: \u00e9")).doesNotContain("Access-Control-");
        }
    }

    @Test
    void aSilentUpstreamIsReadableToo() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> in.read() >= 0);
                ProxyServer proxy = Proxies.to(upstream.url())
                        .responseTimeout(Duration.ofMillis(200))
                        .start()) {
            assertThat(RawClient.get(proxy.uri(), "/images", ORIGIN))
                    .startsWith("HTTP/1.1 504 ")
                    .contains(GRANTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void aPreflightIsGrantedOnceSoThatTheRequestGetsTheProblem(String method) {
        try (ProxyServer proxy = away().start()) {
            assertThat(preflight(proxy, "/images(a)", method))
                    .startsWith("HTTP/1.1 204 ")
                    .contains(GRANTED, "Access-Control-Allow-Headers: x-api-key\r\n", "Access-Control-Max-Age: 0\r\n")
                    .containsPattern("Access-Control-Allow-Methods: [^\r]*" + method);
        }
    }

    @Test
    void onlyPreflightsOfTheApiAreGranted() {
        try (ProxyServer proxy = away().start()) {
            assertThat(preflight(proxy, "/other", "GET")).startsWith("HTTP/1.1 502 ");
            assertThat(preflight(proxy, "/images(a)", "PUT")).startsWith("HTTP/1.1 502 ");
            assertThat(RawClient.exchange(
                            proxy.uri(), "OPTIONS /images HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void anUpstreamThatIsThereGrantsByItself() {
        String refusal = "HTTP/1.1 204 No Content\r\nAllow: GET\r\n\r\n";
        try (RawUpstream upstream = RawUpstream.answering(refusal);
                ProxyServer proxy = Proxies.before(upstream)) {
            assertThat(preflight(proxy, "/images", "GET")).doesNotContain("Access-Control-");
        }
    }

    /** What is wrong shows parts of the response, which the upstream alone lets a page read. */
    @ParameterizedTest
    @ValueSource(strings = {GRANTED + "Vary: Origin\r\nAccess-Control-Expose-Headers: ETag\r\n", ""})
    void anEnforcedProblemIsReadableWhereTheResponseWas(String fields) {
        try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + fields + "Content-Length: 4\r\n\r\nnull");
                ProxyServer proxy = Proxies.to(upstream.url()).enforced().start()) {
            String response = RawClient.get(proxy.uri(), "/images", ORIGIN);
            assertThat(response).startsWith("HTTP/1.1 502 ");
            if (fields.isEmpty()) {
                assertThat(response).doesNotContain("Access-Control-");
            } else {
                assertThat(response)
                        .contains(
                                GRANTED, "Vary: Origin\r\n", "Access-Control-Expose-Headers: ETag, Damson-Verdict\r\n");
            }
        }
    }

    @Test
    void refusalsAndForcedResponsesAreReadable() {
        Interference forced = request -> new Outcome(
                Duration.ZERO,
                Optional.of(503),
                Optional.empty(),
                Optional.empty(),
                Optional.of("code=503"),
                Optional.of(Outcome.Source.REQUEST));
        try (ProxyServer proxy = away().basePath("/x").interference(forced).start()) {
            assertThat(RawClient.get(proxy.uri(), "/x/images", ORIGIN))
                    .startsWith("HTTP/1.1 503 ")
                    .contains(GRANTED, "Preference-Applied: code=503\r\n");
            assertThat(RawClient.get(proxy.uri(), "/images", ORIGIN))
                    .startsWith("HTTP/1.1 404 ")
                    .contains(GRANTED);
        }
    }
}
