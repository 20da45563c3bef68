package io.damson.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.AddressRange;
import io.damson.http.ClientAddresses;
import io.damson.http.ForwardedFor;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that sends more wrong keys than it waits for has no look-ups made for it, and harms nobody. */
class WrongKeysHandlerTest {
    private static final int MAX_WAITING = 5;
    private static final Tenant TENANT = new Tenant(1, new TenantName("shop"));
    private static final ClientAddresses BEHIND_US =
            new ClientAddresses(List.of(AddressRange.parse("127.0.0.1")), ForwardedFor.X_FORWARDED_FOR);

    private final HttpServer server = new HttpServer();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final Semaphore lookedUp = new Semaphore(0);
    private int port;

    private final KeyHolders holders = new KeyHolders() {
        @Override
        public Optional<Tenant> ofKey(ApiKey key) {
            lookUps.incrementAndGet();
            lookedUp.release();
            return remembered(key);
        }

        @Override
        public Optional<Tenant> remembered(ApiKey key) {
            return Arrays.equals(key.hash(), ApiKey.of("right").hash()) ? Optional.of(TENANT) : Optional.empty();
        }
    };

    private final HttpHandler api = new HttpHandler() {
        @Override
        public void service(Request request, Response response) {
            response.setStatus(204);
            if (response.isSuspended()) {
                response.resume();
            }
        }
    };

    @BeforeEach
    void start() throws IOException {
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        // One worker: a request is looked at when what is to be remembered of the one before it is.
        listener.getTransport()
                .setWorkerThreadPoolConfig(
                        ThreadPoolConfig.defaultConfig().setCorePoolSize(1).setMaxPoolSize(1));
        server.addListener(listener);
        server.getServerConfiguration()
                .addHttpHandler(new WrongKeysHandler(
                        RateLimit.parse("1/1h"), BEHIND_US, holders, new BasePath("/"), MAX_WAITING, api));
        server.start();
        port = listener.getPort();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    private HttpResponse<String> get(String key, String source) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/images"))
                        .headers("X-API-KEY", key, "X-Forwarded-For", source)
                        .build(),
                BodyHandlers.ofString());
    }

    private void sendAndHangUp(int count, String source) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(("GET /images HTTP/1.1\r\nHost: h\r\nX-API-KEY: wrong" + i + "\r\nX-Forwarded-For: "
                                        + source + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(lookedUp.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void beyondTheBoundNothingIsLookedUpForTheSource() throws Exception {
        sendAndHangUp(1 + MAX_WAITING, "1.1.1.1");
        int before = lookUps.get();
        HttpResponse<String> refused = get("wrong", "1.1.1.1");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(refused.body()).contains("from your address");
        assertThat(lookUps).hasValue(before);
        assertThat(get("right", "1.1.1.1").statusCode()).isEqualTo(204);
        assertThat(get("wrong", "2.2.2.2").statusCode()).isEqualTo(204);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (get("new", "1.1.1.1").statusCode() == 503) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }
}
