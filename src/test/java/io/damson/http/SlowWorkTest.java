package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slow work holds no worker, and not any number of requests waits for it. */
@Timeout(30)
class SlowWorkTest {
    private final HttpServer server = new HttpServer();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final SlowWork work = new SlowWork("slow", 1, 1);
    private int port;

    private final HttpHandler handler = new HttpHandler() {
        @Override
        public void service(Request request, Response response) throws Exception {
            if (request.getRequestURI().equals("/slow")) {
                work.serve(request, response, () -> {
                    begun.release();
                    mayEnd.acquire();
                    response.setStatus(204);
                    response.resume();
                });
            } else {
                response.setStatus(204);
            }
        }
    };

    @BeforeEach
    void start() throws IOException {
        NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
        listener.getTransport()
                .setWorkerThreadPoolConfig(
                        ThreadPoolConfig.defaultConfig().setCorePoolSize(1).setMaxPoolSize(1));
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(handler);
        server.start();
        port = listener.getPort();
    }

    @AfterEach
    void stop() {
        work.close();
        server.shutdownNow();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void othersAreServedAndTooManyAreToldToComeAgain() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> first = get("/slow");
        begun.acquire();
        List<CompletableFuture<HttpResponse<String>>> more =
                Stream.generate(() -> get("/slow")).limit(2).toList();
        HttpResponse<?> refused = (HttpResponse<?>)
                CompletableFuture.anyOf(more.get(0), more.get(1)).join();
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(get("/fast").join().statusCode()).isEqualTo(204);
        assertThat(first).isNotDone();
        mayEnd.release(2);
        assertThat(first.join().statusCode()).isEqualTo(204);
        assertThat(more).extracting(answer -> answer.join().statusCode()).containsExactlyInAnyOrder(204, 503);
    }
}
