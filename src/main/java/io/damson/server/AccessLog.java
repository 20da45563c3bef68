package io.damson.server;

import io.damson.http.QueryValues;
import io.damson.rest.Refusal;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.util.Optional;
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

    private AccessLog() {}

    /** Writes the line of a request that is over. */
    public static void write(FinishedRequest request) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        String method = request.knownMethod();
        String path = request.shortPath();
        Optional<String> query = QueryValues.areLogged() ? request.queryOfTheApi() : Optional.empty();
        Optional<String> reason = request.refusal().map(Refusal::label);
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("http.request.method", method)
                .addKeyValue("url.path", path)
                .addKeyValue("http.response.status_code", request.status())
                .addKeyValue("damson.operation", request.operation().id());
        line = with(line, "url.query", query);
        line = with(line, "event.duration", request.duration().map(Duration::toNanos));
        line = with(line, "damson.tenant", request.tenant().map(TenantName::value));
        line = with(line, "damson.refusal", reason);
        MDC.put("requestId", request.id());
        try {
            line.log(text(request, method, path, query, reason));
        } finally {
            MDC.remove("requestId");
        }
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String name, Optional<?> value) {
        return value.isPresent() ? line.addKeyValue(name, value.get()) : line;
    }

    /** By hand: a formatter would cost more than all the rest. */
    private static String text(
            FinishedRequest request, String method, String path, Optional<String> query, Optional<String> reason) {
        StringBuilder text = new StringBuilder(128).append(method).append(' ').append(path);
        query.ifPresent(options -> text.append('?').append(options));
        text.append(' ').append(request.status()).append(' ');
        text.append(request.milliseconds())
                .append(' ')
                .append(request.operation().id())
                .append(' ');
        text.append(request.tenant().map(TenantName::value).orElse("-"));
        reason.ifPresent(label -> text.append(' ').append(label));
        return text.toString();
    }
}
