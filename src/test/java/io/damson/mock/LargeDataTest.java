package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.dataset.DataOrigin;
import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.http.HttpLimits;
import io.damson.mock.fault.StandingFaults;
import io.damson.server.ServerConfiguration;
import io.damson.store.DatabaseConfiguration;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits for the loading of large data who does not need them. */
@Timeout(120)
class LargeDataTest {
    private static final int IMAGES = 30_000;
    private static final int RESETS = 10;

    private static MockServer start(int port) {
        MockData large = new MockData(
                new TenantName("large"),
                List.of(ApiKey.of("large-key")),
                false,
                ImageGenerator.images(IMAGES, 1),
                Map.of(),
                new DataOrigin("large", ""));
        try {
            return MockServer.start(new MockConfiguration(
                    Optional.empty(),
                    List.of(large),
                    new ServerConfiguration("127.0.0.1", port, "/", HttpLimits.DEFAULT, Optional.empty()),
                    DatabaseConfiguration.DEFAULT_QUERY_TIMEOUT,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    StandingFaults.NONE,
                    Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(Client client) {
        try {
            return client.get("/health/live").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void whileDataAreLoadedRequestsAreToldToComeAgain() throws IOException {
        int port = freePort();
        CompletableFuture<MockServer> mock = CompletableFuture.supplyAsync(() -> start(port));
        Client client = new Client(URI.create("http://127.0.0.1:" + port), Optional.of("large-key"));
        Await.until(() -> listens(client));
        for (String path : List.of("/images", "/images(a)", "/__admin/requests")) {
            var refused = client.get(path);
            assertThat(refused.status()).as(path).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
        assertThat(client.get("/health/ready").status()).isEqualTo(503);
        mock.join();
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
        assertThat(client.get("/images").json().path("items")).hasSize(100);
        mock.join().close();
    }

    @Test
    void whoReadsAFileSlowlyHoldsUpNobodyWhoControls() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (MockServer mock = start(0)) {
            for (int i = 0; i < 6; i++) {
                Socket socket = new Socket();
                slow.add(socket);
                socket.setReceiveBufferSize(4_096);
                socket.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), mock.uri().getPort()));
                socket.getOutputStream()
                        .write("GET /__admin/images HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: large-key\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                if (i < 4) {
                    assertThat(socket.getInputStream().read()).isEqualTo('H');
                }
            }
            Client client = Client.of(mock, "acme-demo-key");
            for (String path : List.of("/__admin/health", "/__admin/faults", "/images")) {
                assertThat(CompletableFuture.supplyAsync(() -> client.get(path))
                                .get(10, TimeUnit.SECONDS)
                                .status())
                        .isEqualTo(200);
            }
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void resetsHoldUpNobodyElse() throws IOException {
        ExecutorService clients = Executors.newFixedThreadPool(RESETS);
        try (MockServer mock = start(0)) {
            Client large = Client.of(mock, "large-key");
            Client acme = Client.of(mock, "acme-demo-key");
            List<CompletableFuture<Client.Reply>> resets = IntStream.range(0, RESETS)
                    .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> large.ask("POST", "/__admin/reset", ""), clients))
                    .toList();
            int answered = 0;
            do {
                assertThat(acme.get("/health/live").status()).isEqualTo(200);
                assertThat(acme.get("/images").status()).isEqualTo(200);
                answered++;
            } while (resets.stream().noneMatch(CompletableFuture::isDone));
            assertThat(answered).isGreaterThan(1);
            for (var reset : resets) {
                assertThat(reset.join().status()).isEqualTo(204);
            }
            assertThat(large.get("/images?$skip=" + (IMAGES - 1)).json().path("items"))
                    .hasSize(1);
        }
        clients.shutdown();
    }
}
