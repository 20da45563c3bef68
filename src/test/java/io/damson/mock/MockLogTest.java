package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.damson.contract.admin.Fault;
import io.damson.junit.Conformance;
import io.damson.verify.VerifySettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What users of the mock find in the log of their own tests, by SLF4J or by {@code java.util.logging}, whose levels are theirs to set. */
class MockLogTest {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> slf4j = new ListAppender<>();
    private final List<LogRecord> jul = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                jul.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        handler.setLevel(java.util.logging.Level.WARNING);
        java.util.logging.Logger.getLogger("").addHandler(handler);
        slf4j.start();
        root.addAppender(slf4j);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(slf4j);
        java.util.logging.Logger.getLogger("").removeHandler(handler);
    }

    private Stream<String> warnings() {
        return Stream.concat(
                jul.stream().map(record -> record.getLoggerName() + ": " + record.getMessage()),
                slf4j.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage()));
    }

    @Test
    void nothingWarnsOfAMockThatStartsServesAndEnds() throws Throwable {
        try (DamsonMock mock = DamsonMock.start()) {
            Sandbox own = mock.newSandbox();
            own.arm(new Fault().status(503).times(1));
            own.advance(Duration.ofSeconds(5));
            own.reset();
            assertThat(own.faults()).isEmpty();
            assertThat(own.journal()).isEmpty();
            own.drop();
            for (DynamicTest relation : Conformance.tests(
                            VerifySettings.of(mock.url(), "globex-demo-key").withOnly("KEY-1", "SHAPE-3"))
                    .toList()) {
                relation.getExecutable().execute();
            }
        }
        assertThat(warnings()).isEmpty();
    }
}
