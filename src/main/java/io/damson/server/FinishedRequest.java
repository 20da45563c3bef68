package io.damson.server;

import io.damson.http.RefusedRequest;
import io.damson.rest.ApiKeyFilter;
import io.damson.rest.Operation;
import io.damson.rest.Refusal;
import io.damson.tenant.TenantName;
import java.time.Duration;
import java.util.Optional;
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
    static FinishedRequest of(Request request, Response response, long nanos) {
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
    static FinishedRequest of(RefusedRequest request) {
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
}
