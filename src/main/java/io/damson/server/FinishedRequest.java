package io.damson.server;

import io.damson.http.QueryValues;
import io.damson.http.RefusedRequest;
import io.damson.rest.ApiKeyFilter;
import io.damson.rest.Operation;
import io.damson.rest.Refusal;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * A finished request as operators see it: without its key.
 *
 * @param id the answer's {@code X-Request-Id}
 * @param method as it came
 * @param operation what it asked for
 * @param path percent-encoded as it came; a hyphen where none is known
 * @param query percent-encoded as it came; empty where there is none
 * @param status the answer's
 * @param duration from the moment at which the request was whole; empty where it never was
 * @param tenant whose key it had; empty where that is not known
 * @param refusal why it was refused; empty where it was not, or for a reason that is not counted
 */
public record FinishedRequest(
        String id,
        String method,
        Operation operation,
        String path,
        Optional<String> query,
        int status,
        Optional<Duration> duration,
        Optional<TenantName> tenant,
        Optional<Refusal> refusal) {
    /** Anything may stand where a method should: what is none is not repeated. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "DELETE", "OPTIONS", "POST", "PUT", "PATCH", "TRACE", "CONNECT");

    /** As OpenTelemetry's semantic conventions have it. */
    private static final String OTHER_METHOD = "_OTHER";

    private static final int MAX_TARGET = 2_048;

    /** Of a millisecond. */
    private static final int NANOS_OF_A_TENTH = 100_000;

    /** One that has been answered. */
    public static FinishedRequest of(Request request, Response response, long nanos) {
        return new FinishedRequest(
                response.getHeader("X-Request-Id"),
                request.getMethod().getMethodString(),
                Operation.of(request),
                request.getRequestURI(),
                Optional.ofNullable(request.getQueryString()),
                response.getStatus(),
                Optional.of(Duration.ofNanos(nanos)),
                ApiKeyFilter.tenantOf(request),
                Refusal.of(request));
    }

    /** One that the API has not seen. */
    public static FinishedRequest of(RefusedRequest request) {
        String target = request.target();
        int query = target.indexOf('?');
        return new FinishedRequest(
                request.id(),
                request.method(),
                Operation.OTHER,
                request.loggedPath(),
                query < 0 ? Optional.empty() : Optional.of(target.substring(query + 1)),
                request.status(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Refusal.beforeTheApi(request.status())));
    }

    /** The method, or {@code _OTHER} where it is none of HTTP's. */
    public String knownMethod() {
        return METHODS.contains(method) ? method : OTHER_METHOD;
    }

    /** The path, of which a line can hold 2,048 characters. */
    public String shortPath() {
        return shortened(path);
    }

    /** Likewise the query, with the values of the API's own options alone: those of others may be keys. */
    public Optional<String> queryOfTheApi() {
        return query.map(text -> shortened(QueryValues.ofTheApi(text)));
    }

    /** How long it took, such as "4.1 ms", or a hyphen. By hand: a formatter would cost more than all the rest of a line. */
    public String milliseconds() {
        if (duration.isEmpty()) {
            return "-";
        }
        long tenths = duration.get().toNanos() / NANOS_OF_A_TENTH;
        return tenths / 10 + "." + tenths % 10 + " ms";
    }

    private static String shortened(String text) {
        return text.length() > MAX_TARGET ? text.substring(0, MAX_TARGET) + "…" : text;
    }
}
