package io.damson.rest;

import io.damson.http.ClientAddresses;
import io.damson.http.Deferred;
import io.damson.http.HandlerInFront;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Looks keys up before the API does, and lets the refusal of a wrong one wait where its source has sent too many. A request that waits
 * holds no worker. Right keys are never kept waiting, whatever else comes from where they come from. Thread-safe.
 */
public final class WrongKeysHandler extends HandlerInFront {
    /** Short enough for every client's patience, and long enough that a loop costs nothing. */
    static final Duration WAIT = Duration.ofSeconds(2);

    private static final int MAX_SOURCES = 10_000;

    /** What one subscriber has of IPv6 at least (RFC 6177): all its addresses are one source. */
    private static final int BYTES_OF_IPV6 = 8;

    private static final Executor LATER =
            CompletableFuture.delayedExecutor(WAIT.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);

    private final RateLimiter limiter;
    private final ClientAddresses clients;
    private final KeyHolders holders;
    private final BasePath basePath;

    /**
     * In front of the API.
     *
     * @param limit how many wrong keys a source may send before it is slowed down
     */
    public WrongKeysHandler(
            RateLimit limit, ClientAddresses clients, KeyHolders holders, BasePath basePath, HttpHandler api) {
        super(api);
        this.limiter = new RateLimiter(limit, MAX_SOURCES);
        this.clients = clients;
        this.holders = holders;
        this.basePath = basePath;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        if (hasWrongKey(request) && !limiter.count(source(clients.of(request))).isConsumed()) {
            Deferred refusal = Deferred.of(request, response);
            LATER.execute(() -> refusal.resume(() -> next.service(request, response), () -> {}));
        } else {
            next.service(request, response);
        }
    }

    private boolean hasWrongKey(Request request) {
        Iterator<String> given = request.getHeaders(ApiKeyFilter.HEADER).iterator();
        String secret = given.hasNext() ? given.next().strip() : "";
        if (secret.isEmpty()
                || given.hasNext()
                || basePath.imagePath(request.getRequestURI()).isEmpty()) {
            return false;
        }
        KeyLookup lookup = KeyLookup.of(holders, secret);
        request.setAttribute(ApiKeyFilter.LOOKUP, lookup);
        return lookup.isWrong();
    }

    private static String source(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, BYTES_OF_IPV6)));
    }
}
