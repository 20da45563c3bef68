package io.damson.cli;

import ch.qos.logback.classic.Level;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * From which level on a part of the program is logged.
 *
 * @param logger the part; empty for Damson as a whole
 */
record LogLevel(String logger, Level level) {
    private static final Map<String, Level> LEVELS = Map.of(
            "off", Level.OFF,
            "error", Level.ERROR,
            "warn", Level.WARN,
            "info", Level.INFO,
            "debug", Level.DEBUG,
            "trace", Level.TRACE);
    private static final Pattern SYNTAX = Pattern.compile("(?:([A-Za-z_$][A-Za-z0-9_.$]*)=)?([A-Za-z]+)");

    /** @throws IllegalArgumentException with what would be right */
    static LogLevel parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        Level level = matcher.matches() ? LEVELS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (level == null) {
            throw new IllegalArgumentException("--log-level has to be off, error, warn, info, debug or trace,"
                    + " or one of them for a part, such as io.damson.store=debug: " + text);
        }
        String name = matcher.group(1) == null ? "" : matcher.group(1);
        return new LogLevel(name.equalsIgnoreCase(Logger.ROOT_LOGGER_NAME) ? Logger.ROOT_LOGGER_NAME : name, level);
    }
}
