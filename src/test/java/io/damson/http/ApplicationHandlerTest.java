package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationHandlerTest {
    private final HttpServer server = new HttpServer();
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ApplicationHandler handler = new ApplicationHandler(new HttpHandler() {
        @Override
        public void service(Request request, Response response) throws Exception {
            if (request.getRequestURI().equals("/waits")) {
                entered.countDown();
                released.await();
            }
            response.setContentLength(0);
        }
    });
    private int port;

    @BeforeEach
    void start() throws IOException {
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        new RequestGuard(HttpLimits.DEFAULT, Refusals.PLAIN).protect(listener);
        server.addListener(listener);
        server.getServerConfiguration().setGracefulShutdownSupported(false);
        server.getServerConfiguration().addHttpHandler(handler);
        server.start();
        port = listener.getPort();
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.shutdownNow();
    }

    private CompletableFuture<HttpResponse<Void>> get(String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.discarding());
    }

    @Test
    void aServerThatEndsCompletesItsRequestsEachAsItsConnectionsLast() throws Exception {
        var waiting = get("/waits");
        entered.await();
        assertThat(get("/").join().headers().firstValue("Connection")).contains("keep-alive");
        var drained = CompletableFuture.runAsync(() -> handler.drain(Duration.ofMinutes(1)));
        HttpResponse<Void> answer;
        do {
            answer = get("/").join();
            assertThat(answer.statusCode()).isEqualTo(200);
        } while (answer.headers()
                .firstValue("Connection")
                .filter("close"::equals)
                .isEmpty());
        assertThat(answer.headers().firstValue("Connection")).contains("close");
        assertThat(drained).isNotDone();
        released.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        drained.get(10, TimeUnit.SECONDS);
        assertThat(get("/")).failsWithin(Duration.ofSeconds(10));
    }
}
