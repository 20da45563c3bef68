package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.damson.http.ApplicationHandler;
import io.damson.http.CorsHandler;
import io.damson.http.CorsOrigins;
import io.damson.http.Deferred;
import io.damson.http.HttpLimits;
import io.damson.http.ProblemPages;
import io.damson.http.Refusals;
import io.damson.http.RequestGuard;
import io.damson.rest.ProblemMapper;
import io.damson.server.DamsonServer;
import io.damson.verify.shape.Answer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.LogManager;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What happens to a request whose worker meets an {@link Error}: a class that is gone, exhausted memory, a stack that is too deep. */
class WorkerErrorTest {
    /** More than there are workers. */
    private static final int MANY = 40;

    private static final String ORIGIN = "https://page.example.com";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final HttpServer http = new HttpServer();
    private final NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
    private final HttpHandler jersey = DamsonServer.container(
            DamsonServer.jersey().register(Resource.class).register(ProblemMapper.class));
    private final ApplicationHandler application =
            new ApplicationHandler(new CorsHandler(path -> CorsOrigins.anyWithCredentials(), new HttpHandler() {
                @Override
                public void start() {
                    jersey.start();
                }

                @Override
                public void service(Request request, Response response) throws Exception {
                    answer(request, response);
                }
            }));

    /** What fails in Jersey. */
    @Path("/resource")
    public static final class Resource {
        /** Fails by an error, by an exception that has one for its cause, or by an exception like any other. */
        @GET
        @Path("{how}")
        public String fail(@PathParam("how") String how) throws IOException {
            return switch (how) {
                case "error" -> throw new NoClassDefFoundError("secret/Thing");
                case "wrapped" -> throw new IOException(new ExceptionInInitializerError("secret"));
                case "exception" -> throw new IOException("secret");
                default -> how;
            };
        }
    }

    private void answer(Request request, Response response) throws Exception {
        response.setHeader("Cache-Control", "no-store");
        switch (request.getRequestURI()) {
            case "/class" -> {
                response.setHeader("ETag", "\"of another answer\"");
                throw new NoClassDefFoundError("secret/Thing");
            }
            case "/stack" -> answer(request, response);
            case "/memory" -> throw new OutOfMemoryError("secret");
            case "/half" -> {
                response.setContentLength(10);
                response.getOutputStream().write(new byte[5]);
                response.flush();
                throw new NoClassDefFoundError("secret/Thing");
            }
            case "/late" ->
                Deferred.of(request, response)
                        .resume(
                                () -> {
                                    throw new NoClassDefFoundError("secret/Thing");
                                },
                                () -> {});
            case "/late-failure" ->
                Deferred.of(request, response)
                        .resume(
                                () -> {
                                    throw new IOException("secret");
                                },
                                () -> {});
            case "/suspended" -> {
                response.suspend();
                throw new NoClassDefFoundError("secret/Thing");
            }
            case "/resource/error", "/resource/wrapped", "/resource/exception" -> jersey.service(request, response);
            default -> response.setContentLength(0);
        }
    }

    @BeforeEach
    void start() throws IOException {
        // As the program does, so that what Grizzly and Jersey log is seen.
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        log.start();
        root.addAppender(log);
        new RequestGuard(HttpLimits.DEFAULT, Refusals.PLAIN).protect(listener);
        http.addListener(listener);
        http.getServerConfiguration().setDefaultErrorPageGenerator(new ProblemPages());
        http.getServerConfiguration().addHttpHandler(application);
        http.start();
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        http.shutdownNow();
    }

    private Wire open() {
        return Wire.open("http://127.0.0.1:" + listener.getPort());
    }

    private static String get(String path) {
        return RawRequest.get(path).replace("\r\n\r\n", "\r\nOrigin: " + ORIGIN + "\r\n\r\n");
    }

    private List<ILoggingEvent> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/class",
                "/stack",
                "/memory",
                "/late",
                "/late-failure",
                "/suspended",
                "/resource/error",
                "/resource/wrapped"
            })
    void isAProblemWithAnIdAndTheConnectionsLastAnswer(String path) {
        try (Wire wire = open()) {
            wire.send(get(path));
            Answer answer = wire.read("GET");
            Orderly.checkFailure(answer, "GET");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.header("Connection")).hasValue("close");
            assertThat(answer.header("Access-Control-Allow-Origin")).isPresent();
            assertThat(answer.header("ETag")).isEmpty();
            assertThat(wire.rest()).isEmpty();
            String detail = Orderly.json(answer).path("detail").textValue();
            assertThat(detail).matches("The server failed; its log has the cause under [0-9a-f-]{36}");
            assertThat(warnings()).hasSize(1);
            assertThat(warnings().get(0).getFormattedMessage()).contains(detail.substring(detail.length() - 36));
        }
    }

    @Test
    void headIsAnsweredWithoutABody() {
        try (Wire wire = open()) {
            wire.send(get("/class").replace("GET", "HEAD"));
            assertThat(wire.read("HEAD").status()).isEqualTo(500);
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    void anExceptionIsNoErrorAndKeepsItsConnection() {
        try (Wire wire = open()) {
            wire.send(get("/resource/exception"));
            assertThat(wire.read("GET").status()).isEqualTo(500);
            wire.send(get("/"));
            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerThatHasBegunEndsWithItsConnection() {
        try (Wire wire = open()) {
            wire.send(get("/half"));
            assertThat(wire.rest()).startsWith("HTTP/1.1 200 ").doesNotContain("500");
            assertThat(warnings()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/class", "/half", "/late", "/late-failure", "/suspended", "/resource/error"})
    void costsNoWorkerAndIsNotWaitedForWhenTheServerEnds(String path) {
        for (int i = 0; i < MANY; i++) {
            try (Wire wire = open()) {
                wire.send(get(path));
                assertThat(wire.rest()).startsWith("HTTP/1.1 ");
            }
        }
        try (Wire wire = open()) {
            wire.send(get("/"));
            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
        long start = System.nanoTime();
        application.drain(Duration.ofSeconds(10));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
