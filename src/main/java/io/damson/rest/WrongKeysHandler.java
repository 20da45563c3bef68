package io.damson.rest;

import io.damson.http.ClientAddresses;
import io.damson.http.Deferred;
import io.damson.http.HandlerInFront;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.damson.tenant.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Looks keys up before the API does, and lets the refusal of a wrong one wait where its source has sent too many. A request that waits
 * holds no worker. Right keys are never kept waiting, whatever else comes from where they come from. Where very many refusals of a source
 * wait, as of one that connects anew for each and does not wait, only keys that are known without the database are taken from it. Thread-safe.
 */
public final class WrongKeysHandler extends HandlerInFront {
    /** Short enough for every client's patience, and long enough that a loop costs nothing. */
    static final Duration WAIT = Duration.ofSeconds(2);

    private static final int MAX_SOURCES = 10_000;

    /** So many refusals of a source may wait at a time: that many look-ups are made for it in that time. */
    private static final int MAX_WAITING = 1_000;

    /** What one subscriber has of IPv6 at least (RFC 6177): all its addresses are one source. */
    private static final int BYTES_OF_IPV6 = 8;

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(WAIT.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);

    private final RateLimiter limiter;
    private final ClientAddresses clients;
    private final KeyHolders holders;
    private final BasePath basePath;
    private final int maxWaiting;

    /** How many refusals wait, of each source that has any. */
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    /**
     * In front of the API.
     *
     * @param limit how many wrong keys a source may send before it is slowed down
     */
    public WrongKeysHandler(
            RateLimit limit, ClientAddresses clients, KeyHolders holders, BasePath basePath, HttpHandler api) {
        this(limit, clients, holders, basePath, MAX_WAITING, api);
    }

    /**
     * Likewise.
     *
     * @param maxWaiting how many refusals of a source wait at a time
     */
    WrongKeysHandler(
            RateLimit limit,
            ClientAddresses clients,
            KeyHolders holders,
            BasePath basePath,
            int maxWaiting,
            HttpHandler api) {
        super(api);
        this.maxWaiting = maxWaiting;
        this.limiter = new RateLimiter(limit, MAX_SOURCES);
        this.clients = clients;
        this.holders = holders;
        this.basePath = basePath;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        Optional<String> secret = secret(request);
        if (secret.isEmpty()) {
            next.service(request, response);
        } else if (!waiting.isEmpty() && hasTooManyWaiting(request) && !isRemembered(secret.get())) {
            refuse(request, response);
        } else if (isWrong(request, secret.get()) && !isWithinBurst(request)) {
            answerLate(request, response);
        } else {
            next.service(request, response);
        }
    }

    /** The one key of a request of the API. */
    private Optional<String> secret(Request request) {
        Iterator<String> given = request.getHeaders(ApiKeyFilter.HEADER).iterator();
        String secret = given.hasNext() ? given.next().strip() : "";
        return secret.isEmpty()
                        || given.hasNext()
                        || basePath.imagePath(request.getRequestURI()).isEmpty()
                ? Optional.empty()
                : Optional.of(secret);
    }

    private boolean hasTooManyWaiting(Request request) {
        return waiting.getOrDefault(source(request), 0) >= maxWaiting;
    }

    private boolean isRemembered(String secret) {
        return ApiKey.parse(secret).flatMap(holders::remembered).isPresent();
    }

    private boolean isWrong(Request request, String secret) {
        KeyLookup lookup = KeyLookup.of(holders, secret);
        request.setAttribute(ApiKeyFilter.LOOKUP, lookup);
        return lookup.isWrong();
    }

    private boolean isWithinBurst(Request request) {
        return limiter.count(source(request)).isConsumed();
    }

    private void answerLate(Request request, Response response) {
        String source = source(request);
        Deferred refusal = Deferred.of(request, response);
        waiting.merge(source, 1, Integer::sum);
        LATER.execute(() -> {
            waiting.computeIfPresent(source, (same, count) -> count == 1 ? null : count - 1);
            refusal.resume(() -> next.service(request, response), () -> {});
        });
    }

    private static void refuse(Request request, Response response) throws IOException {
        Refusal.OVERLOADED.note(request);
        Problems.write(
                new ProblemException(
                                ProblemType.SERVICE_UNAVAILABLE,
                                "Too many requests with keys that are not valid have come from your address; send the request again in a moment")
                        .withHeader("Retry-After", String.valueOf(WAIT.toSeconds())),
                request,
                response);
        if (response.isSuspended()) {
            response.resume();
        }
    }

    private String source(Request request) {
        return source(clients.of(request));
    }

    private static String source(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_OF_IPV6)));
    }
}
