package io.damson.server;

import io.damson.http.QueryValues;
import io.damson.rest.Refusal;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each request, when it is over. Its fields are also given one by one, for formats that keep them apart, by the names of the
 * Elastic Common Schema where that has them.
 */
public final class AccessLog {
    /** The name of the logger, at {@code INFO}. */
    public static final String LOGGER = "io.damson.access";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    /** Anything may stand where a method should: what is none is not repeated. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "DELETE", "OPTIONS", "POST", "PUT", "PATCH", "TRACE", "CONNECT");

    /** As OpenTelemetry's semantic conventions have it. */
    private static final String OTHER_METHOD = "_OTHER";

    private static final int MAX_TARGET = 2_048;
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private AccessLog() {}

    /** Writes the line of a request that is over. */
    public static void write(FinishedRequest request) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        String method = METHODS.contains(request.method()) ? request.method() : OTHER_METHOD;
        String path = shortened(request.path(), MAX_TARGET);
        Optional<String> query = request.query()
                .filter(text -> QueryValues.areLogged())
                .map(text -> shortened(QueryValues.ofTheApi(text), MAX_TARGET));
        Optional<String> tenant = request.tenant().map(TenantName::value);
        Optional<String> reason = request.refusal().map(Refusal::label);
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("http.request.method", method)
                .addKeyValue("url.path", path)
                .addKeyValue("http.response.status_code", request.status())
                .addKeyValue("damson.operation", request.operation().id());
        line = with(line, "url.query", query);
        line = with(line, "event.duration", request.duration().map(Duration::toNanos));
        line = with(line, "damson.tenant", tenant);
        line = with(line, "damson.refusal", reason);
        MDC.put("requestId", request.id());
        try {
            line.log("%s %s%s %d %s %s %s%s"
                    .formatted(
                            method,
                            path,
                            query.map(text -> "?" + text).orElse(""),
                            request.status(),
                            request.duration().map(AccessLog::milliseconds).orElse("-"),
                            request.operation().id(),
                            tenant.orElse("-"),
                            reason.map(label -> " " + label).orElse("")));
        } finally {
            MDC.remove("requestId");
        }
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String name, Optional<?> value) {
        return value.isPresent() ? line.addKeyValue(name, value.get()) : line;
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / NANOS_OF_A_MILLISECOND);
    }

    private static String shortened(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }
}
