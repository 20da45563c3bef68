package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.conformance.TestKeystores;
import io.damson.verify.exchange.Target;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that is away, slow, or no server at all: clients learn which, and never take half a response for a whole one. */
@SuppressWarnings("StringConcatToTextBlock") // every line ends as HTTP wants it
class UpstreamAwayTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String DELETE = "DELETE /images(a) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String through(Proxies proxies, String request) {
        try (ProxyServer proxy = proxies.start()) {
            return RawClient.exchange(proxy.uri(), request);
        }
    }

    private static String through(Proxies proxies) {
        return through(proxies, "GET /images HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }

    @Test
    void nobodyListensThere() throws IOException {
        String url = "http://127.0.0.1:" + closedPort();
        assertThat(through(Proxies.to(URI.create(url))))
                .startsWith("HTTP/1.1 502 Bad Gateway\r\n")
                .contains("Content-Type: application/problem+json")
                .contains(url + " refuses connections", "/errors/bad-gateway", "\"instance\":\"/images\"");
    }

    @Test
    void theNameIsUnknown() {
        assertThat(through(Proxies.to(URI.create("http://no-such-host.invalid"))))
                .startsWith("HTTP/1.1 502 ")
                .contains("a name that is unknown");
    }

    @Test
    void noConnectionIsMadeInTime() throws IOException {
        // The queue of those who wait is full: the system answers no more of them.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawClient first = new RawClient(URI.create("http://127.0.0.1:" + full.getLocalPort()));
                RawClient second = new RawClient(URI.create("http://127.0.0.1:" + full.getLocalPort()))) {
            assertThat(first.socket().isConnected() && second.socket().isConnected())
                    .isTrue();
            assertThat(through(Proxies.to(URI.create("http://127.0.0.1:" + full.getLocalPort()))
                            .connectTimeout(Duration.ofMillis(300))))
                    .startsWith("HTTP/1.1 504 Gateway Timeout\r\n")
                    .contains("takes no connection within");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 20",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void whatIsNoResponseBecomesAProblem(String response) {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            out.write(bytes(response));
            return false;
        })) {
            assertThat(through(Proxies.to(upstream.url())).replaceFirst("(?s)^HTTP/1.1 100 Continue\r\n\r\n", ""))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("The upstream " + upstream.url());
        }
    }

    @Test
    void anUpstreamThatIsSilentIsTooSlow() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> in.read() >= 0)) {
            assertThat(through(Proxies.to(upstream.url()).responseTimeout(Duration.ofMillis(200))))
                    .startsWith("HTTP/1.1 504 ")
                    .contains("has sent nothing for 200ms");
        }
    }

    @Test
    void anUpstreamThatSendsAByteNowAndThenIsNotTooSlow() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            for (byte next : bytes(OK)) {
                out.write(next);
                out.flush();
                pause();
            }
            return true;
        })) {
            assertThat(through(Proxies.to(upstream.url()).responseTimeout(Duration.ofMillis(300))))
                    .endsWith("ok");
        }
    }

    /** What makes a slow upstream slow. */
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
            })
    void aBodyThatIsCutIsNeverWhole(String rest) {
        for (boolean isTold : new boolean[] {false, true}) {
            try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                out.write(bytes("HTTP/1.1 200 OK\r\n" + rest));
                return false;
            })) {
                Proxies proxies = Proxies.to(upstream.url());
                String response = through(isTold ? proxies.told() : proxies);
                assertThat(response)
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("abc")
                        .doesNotContain("0\r\n\r\n");
                assertThat(proxies.verdicts)
                        .hasSize(1)
                        .allMatch(verdict -> !verdict.passage().isWhole());
            }
        }
    }

    @Test
    void aBodyThatBreaksEndsTheConnectionOfAClientThatKnowsNoChunksByAReset() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    out.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));
                    return false;
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThatThrownBy(client::rest).hasMessageContaining("reset");
        }
    }

    @Test
    void connectionsAreUsedAgainAndStaleOnesAreNotNoticed() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
                    out.write(bytes(OK));
                    return Math.random() < 0.5; // closes without a word now and then
                });
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            for (int i = 0; i < 200; i++) {
                assertThat(client.send("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")
                                .response())
                        .startsWith("HTTP/1.1 200 ");
            }
            assertThat(upstream.connections()).isBetween(20, 180);
        }
    }

    @Test
    void aDeleteIsNeverSentTwice() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            if (head.startsWith("GET ")) {
                out.write(bytes(OK));
                return true;
            }
            return false;
        })) {
            Proxies proxies = Proxies.to(upstream.url());
            try (ProxyServer proxy = proxies.start()) {
                RawClient.get(proxy.uri(), "/images");
                assertThat(RawClient.exchange(proxy.uri(), DELETE)).startsWith("HTTP/1.1 502 ");
                assertThat(upstream.heads)
                        .filteredOn(head -> head.startsWith("DELETE"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void bytesThatNobodyWantedEndTheConnection() {
        try (RawUpstream upstream = RawUpstream.answering(OK + OK);
                ProxyServer proxy = Proxies.before(upstream);
                RawClient client = new RawClient(proxy.uri())) {
            for (int i = 0; i < 5; i++) {
                assertThat(client.send("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n")
                                .response())
                        .isEqualTo(OK);
            }
        }
    }

    @Test
    void aStandInAnswersOperationsWhileTheUpstreamIsAway() throws IOException {
        try (RawUpstream recorded = RawUpstream.answering(OK)) {
            Proxies proxies = Proxies.to(URI.create("http://127.0.0.1:" + closedPort()))
                    .told()
                    .standIn(key ->
                            Optional.of(new StandIn.Instead(URI.create(recorded.url() + "/base"), "key of " + key)));
            try (ProxyServer proxy = proxies.start()) {
                assertThat(RawClient.get(proxy.uri(), "/images?a", "x-api-key: mine"))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Damson-Verdict: unjudged; reason=recorded\r\n");
                assertThat(recorded.heads.get(0))
                        .startsWith("GET /base/images?a HTTP/1.1\r\n")
                        .contains(
                                "X-API-KEY: key of mine\r\n",
                                "Host: " + recorded.url().getRawAuthority())
                        .doesNotContain("x-api-key");
                assertThat(RawClient.get(proxy.uri(), "/docs")).startsWith("HTTP/1.1 502 ");
                assertThat(RawClient.exchange(proxy.uri(), DELETE)).startsWith("HTTP/1.1 200 ");
            }
            assertThat(proxies.verdicts).isEmpty();
        }
    }

    private Path keystore(String... options) {
        return TestKeystores.make(folder.resolve("server.p12"), "server", options);
    }

    private static RawUpstream secured(Path file) throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, TestKeystores.PASSWORD.toCharArray());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, TestKeystores.PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            ServerSocketFactory factory = context.getServerSocketFactory();
            return new RawUpstream("https", factory, (head, input, out) -> {
                out.write(bytes(OK));
                return true;
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path certificate(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, TestKeystores.PASSWORD.toCharArray());
            String pem = "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder()
                            .encodeToString(store.getCertificate("server").getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            return Files.writeString(folder.resolve("server.pem"), pem);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCertificateHasToBeTrustedAndForTheHost() throws IOException {
        Path file = keystore();
        try (RawUpstream upstream = secured(file)) {
            Target target = new Target(upstream.url());
            assertThat(through(Proxies.to(upstream.url())))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("--cacert", "--insecure", "not trusted");
            assertThat(through(Proxies.to(upstream.url()).target(target.withCertificates(certificate(file)))))
                    .endsWith("ok");
            assertThat(through(Proxies.to(upstream.url()).target(target.withAnyCertificate())))
                    .endsWith("ok");
            Target otherName =
                    new Target(URI.create("https://localhost:" + upstream.url().getPort()));
            assertThat(through(Proxies.to(upstream.url()).target(otherName.withCertificates(certificate(file)))))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("not for localhost");
            assertThat(through(Proxies.to(upstream.url()).target(otherName.withAnyCertificate())))
                    .endsWith("ok");
        }
    }

    @Test
    void aServerWithoutTlsIsNamed() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write(bytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // the proxy hung up
                }
            });
            server.start();
            assertThat(through(Proxies.to(URI.create("https://127.0.0.1:" + plain.getLocalPort()))))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("does not speak TLS", "http:");
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsTooSlow() {
        try (RawUpstream upstream = RawUpstream.answering(OK)) {
            URI secured = URI.create(upstream.url().toString().replace("http:", "https:"));
            assertThat(through(Proxies.to(secured).connectTimeout(Duration.ofMillis(300))))
                    .startsWith("HTTP/1.1 504 ");
        }
    }
}
