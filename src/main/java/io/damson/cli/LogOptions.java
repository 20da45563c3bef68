package io.damson.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.damson.http.QueryValues;
import io.damson.server.AccessLog;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What a server logs, and how. Without them all is as the program's configuration of the log says. */
final class LogOptions implements Mistakes.Checked {
    private static final String DAMSON = "io.damson";

    /** How a line is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "Format of the log: text, or json with the names of the Elastic Common Schema, one object a line (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(
            names = "--log-level",
            paramLabel = "[NAME=]LEVEL",
            split = ",",
            description =
                    "Log level: off, error, warn, info, debug or trace. NAME=LEVEL sets that of one part, such as io.damson.store=debug. Repeatable (default: info).")
    private List<String> levels = List.of();

    @Option(names = "--access-log", description = "Log one line for each request.", fallbackValue = "true")
    private boolean access;

    @Option(
            names = "--log-queries",
            description = "Log the values of query options too. They may be personal data.",
            fallbackValue = "true")
    private boolean queries;

    /** Whether each request gets a line. */
    boolean access() {
        return access;
    }

    @Override
    public List<Runnable> checks() {
        return levels.stream()
                .<Runnable>map(level -> () -> LogLevel.parse(level))
                .toList();
    }

    /** From now on. A line is written by whoever logs it, so that none is lost, however the process ends. */
    void apply() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        levels.stream().map(LogLevel::parse).forEach(level -> set(context, level));
        context.getLogger(AccessLog.LOGGER).setLevel(access ? Level.INFO : Level.OFF);
        context.getLogger(QueryValues.LOGGER).setLevel(queries ? Level.INFO : Level.OFF);
        if (format == Format.JSON) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<ILoggingEvent> console) {
                    writeJson(context, console);
                }
            });
        }
    }

    /** Libraries never talk more than they do by default because Damson is to. */
    private static void set(LoggerContext context, LogLevel given) {
        if (!given.logger().isEmpty()) {
            context.getLogger(given.logger()).setLevel(given.level());
            return;
        }
        context.getLogger(DAMSON).setLevel(given.level());
        if (given.level().isGreaterOrEqual(Level.WARN)) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(given.level());
        }
    }

    private static void writeJson(LoggerContext context, ConsoleAppender<ILoggingEvent> console) {
        JsonLines lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        console.stop();
        console.setEncoder(lines);
        console.start();
    }
}
