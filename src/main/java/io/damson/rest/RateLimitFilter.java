package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.TimeUnit;

/**
 * Refuses requests beyond the limit, counted a key, and adds to every response how many are left (the IETF's
 * draft-ietf-httpapi-ratelimit-headers).
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION + 1)
public final class RateLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String PROBE = RateLimitFilter.class.getName();

    private final RateLimiter limiter;

    @Inject
    RateLimitFilter(RateLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        ConsumptionProbe probe =
                limiter.count(request.getHeaderString(ApiKeyFilter.HEADER).strip());
        request.setProperty(PROBE, probe);
        if (!probe.isConsumed()) {
            Refusal.RATE_LIMITED.note(request);
            throw new ProblemException(
                            ProblemType.TOO_MANY_REQUESTS,
                            "The key has used its %d requests in %d s; repeat the request in %d s"
                                    .formatted(
                                            limiter.limit().requests(),
                                            limiter.limit().window().toSeconds(),
                                            seconds(probe.getNanosToWaitForRefill())))
                    .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(probe.getNanosToWaitForRefill())));
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(PROBE) instanceof ConsumptionProbe probe) {
            response.getHeaders()
                    .putSingle(
                            "RateLimit-Policy",
                            "\"key\";q=%d;w=%d"
                                    .formatted(
                                            limiter.limit().requests(),
                                            limiter.limit().window().toSeconds()));
            response.getHeaders()
                    .putSingle(
                            "RateLimit",
                            "\"key\";r=%d;t=%d"
                                    .formatted(probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset())));
        }
    }

    /** Rounded up: a request after that time is not refused again. */
    private static long seconds(long nanos) {
        return Math.max(1, -Math.floorDiv(-nanos, TimeUnit.SECONDS.toNanos(1)));
    }
}
