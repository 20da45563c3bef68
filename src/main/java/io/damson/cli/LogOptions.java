package io.damson.cli;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import io.damson.http.QueryValues;
import io.damson.server.AccessLog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What a server logs, and how. Without them all is as the program's configuration of the log says. */
final class LogOptions implements Mistakes.Checked {
    private static final String DAMSON = "io.damson";
    private static final int QUEUE = 8_192;
    private static final int FLUSH_MILLIS = 5_000;

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
                    "text, or json: an object a line, with the names of the Elastic Common Schema (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(
            names = "--log-level",
            paramLabel = "[NAME=]LEVEL",
            split = ",",
            description =
                    "off, error, warn, info, debug or trace; of a part such as io.damson.store=debug; may be repeated (default: info).")
    private List<String> levels = List.of();

    @Option(names = "--access-log", description = "Log a line for each request.", fallbackValue = "true")
    private boolean access;

    @Option(
            names = "--log-queries",
            description = "Log the values of query options too, which may be personal.",
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

    /**
     * From now on. What is logged is written by a thread of its own, in order; whoever logs waits only where that is far behind.
     *
     * @return writes what is left, when it is closed
     */
    Runnable apply() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        levels.stream().map(LogLevel::parse).forEach(level -> set(context, level));
        context.getLogger(AccessLog.LOGGER).setLevel(access ? Level.INFO : Level.OFF);
        context.getLogger(QueryValues.LOGGER).setLevel(queries ? Level.INFO : Level.OFF);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> writing = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            writing.add(all.next());
        }
        writing.forEach(appender -> {
            root.detachAppender(appender);
            root.addAppender(asynchronous(context, formatted(context, appender)));
        });
        return context::stop;
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

    private Appender<ILoggingEvent> formatted(LoggerContext context, Appender<ILoggingEvent> appender) {
        if (format == Format.JSON && appender instanceof ConsoleAppender<ILoggingEvent> console) {
            JsonLines lines = new JsonLines();
            lines.setContext(context);
            lines.start();
            console.stop();
            console.setEncoder(lines);
            console.start();
        }
        return appender;
    }

    private static AsyncAppender asynchronous(LoggerContext context, Appender<ILoggingEvent> appender) {
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName(appender.getName() + "-queue");
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setMaxFlushTime(FLUSH_MILLIS);
        queue.addAppender(appender);
        queue.start();
        return queue;
    }
}
