package io.damson.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.http.Problems;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ProblemMapperTest {
    /** Fails as Jersey itself does. */
    @Path("{how}")
    public static final class Failing {
        /** An entity that has no writer, or what Jersey throws for itself. */
        @GET
        public Response fail(@PathParam("how") String how) {
            return switch (how) {
                case "unwritable" ->
                    Response.ok(new Object(), "application/x-unknown").build();
                case "failed" -> throw new InternalServerErrorException("secret");
                default -> throw new ServerErrorException("secret", 507);
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unwritable", "failed", "other"})
    void aFailureOfJerseysOwnHasAnIdThatTheLogHasToo(String path) throws IOException, InterruptedException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Problems.class);
        logger.addAppender(log);
        HttpServer server = GrizzlyHttpServerFactory.createHttpServer(
                URI.create("http://127.0.0.1:0/"), new ResourceConfig(Failing.class, ProblemMapper.class));
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + server.getListeners()
                                                    .iterator()
                                                    .next()
                                                    .getPort() + "/" + path))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
            String detail =
                    new ObjectMapper().readTree(answer.body()).path("detail").asText();
            assertThat(detail).matches("The server failed; its log has the cause under [0-9a-f-]{36}");
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .contains("failure " + detail.substring(detail.length() - 36));
        } finally {
            server.shutdownNow();
            logger.detachAppender(log);
        }
    }
}
