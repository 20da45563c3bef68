package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.ApplicationHandler;
import io.damson.http.HttpLimits;
import io.damson.http.ProblemPages;
import io.damson.http.Refusals;
import io.damson.http.RequestGuard;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Grizzly answers by itself, when the application fails or the server stops, is in order too. */
class BesideTheApplicationTest {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);

    @BeforeEach
    void start() throws IOException {
        new RequestGuard(HttpLimits.DEFAULT, Refusals.PLAIN).protect(listener);
        http.addListener(listener);
        http.getServerConfiguration().setDefaultErrorPageGenerator(new ProblemPages());
        http.getServerConfiguration().addHttpHandler(new ApplicationHandler(new HttpHandler() {
            @Override
            public void service(Request request, Response response) throws Exception {
                if (request.getRequestURI().equals("/fails")) {
                    throw new IllegalStateException("secret");
                }
                if (request.getRequestURI().equals("/waits")) {
                    entered.countDown();
                    released.await();
                }
                response.setContentLength(0);
                response.setHeader("Cache-Control", "no-store");
            }
        }));
        http.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        http.shutdownNow();
    }

    private Wire open() {
        return Wire.open("http://127.0.0.1:" + listener.getPort());
    }

    @Test
    void anApplicationThatFailsIsAProblemWithAnId() {
        try (Wire wire = open()) {
            wire.send(RawRequest.get("/fails?a"));
            Answer answer = wire.read("GET");
            Orderly.checkFailure(answer, "GET");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(Orderly.json(answer).path("instance").textValue()).isEqualTo("/fails");
            assertThat(Orderly.json(answer).path("detail").textValue())
                    .matches("The server failed; its log has the cause under [0-9a-f-]{36}");
        }
    }

    @Test
    void whoAsksAServerThatStopsIsToldToAskAgainWhileWhatIsInFlightEnds() throws Exception {
        try (Wire inFlight = open();
                Wire late = open()) {
            inFlight.send(RawRequest.get("/waits"));
            entered.await();
            late.send(RawRequest.get("/late"));
            Future<HttpServer> stopping = http.shutdown(10, TimeUnit.SECONDS);
            Answer refused = late.read("GET");
            while (refused.status() == 200) {
                late.send(RawRequest.get("/late"));
                refused = late.read("GET");
            }
            Orderly.checkFailure(refused, "GET");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).hasValue("1");
            released.countDown();
            assertThat(inFlight.read("GET").status()).isEqualTo(200);
            stopping.get();
        }
    }
}
