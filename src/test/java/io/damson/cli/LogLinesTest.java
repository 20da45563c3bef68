package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A failure's message may repeat what a client sent. */
class LogLinesTest {
    private static final String FORGED = "2026-01-01T00:00:00.000 INFO  forged";

    private final LoggerContext program = new LoggerContext();
    private final Logger root = program.getLogger(Logger.ROOT_LOGGER_NAME);

    private LoggingEvent failure() {
        Exception cause = new IllegalStateException("x\r\n" + FORGED + "\u2028\u009B\u202Ey");
        Exception failure = new IllegalStateException("a\n" + FORGED, cause);
        failure.addSuppressed(new IOException("b\r" + FORGED));
        LoggingEvent event =
                new LoggingEvent(LogLinesTest.class.getName(), root, Level.ERROR, "failed\n" + FORGED, failure, null);
        event.setMDCPropertyMap(Map.of());
        return event;
    }

    private static List<String> lines(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aStackTraceHasNoLineOfAClient() throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(program);
        configurator.doConfigure(LogLinesTest.class.getResource("logback.xml"));
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        List<String> lines = lines(console.getEncoder(), failure());
        assertThat(lines).hasSizeGreaterThan(5).noneMatch(line -> line.startsWith(FORGED));
        assertThat(lines.get(0)).contains("ERROR", "failed?" + FORGED);
        assertThat(lines.get(1)).startsWith("java.lang.IllegalStateException: a?" + FORGED);
        assertThat(lines.subList(2, lines.size()))
                .allMatch(line -> line.startsWith("\t") || line.startsWith("Caused by: "));
    }

    @Test
    void aStackTraceInJsonIsInItsLine() throws IOException {
        JsonLines encoder = new JsonLines();
        encoder.setContext(program);
        encoder.start();
        List<String> lines = lines(encoder, failure());
        assertThat(lines).hasSize(1).allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.path("error.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("error.message").asText()).isEqualTo("a\n" + FORGED);
        assertThat(line.path("error.stack_trace").asText()).contains("Caused by: ", "\tat io.damson.cli.LogLinesTest");
    }
}
