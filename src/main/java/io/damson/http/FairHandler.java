package io.damson.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Bounds how many requests are served at once, of one client and of all, so that no client holds all workers, and a worker is always
 * there to refuse what is too much. Others wait for their turn, and hold none; who would wait too long is refused. A client whose searches
 * are slow has them served one by one for a while. What was seen while the database was away is forgotten when it is back. Thread-safe.
 */
public final class FairHandler extends HandlerInFront {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final String RETRY_SECONDS = "1";

    private final Function<Request, Optional<Claim>> claims;
    private final Turns<Waiting> turns;
    private final Outage outage;
    private final Consumer<Request> refused;
    private final AtomicBoolean watching = new AtomicBoolean();

    /**
     * In front of another handler.
     *
     * @param claims what a request counts for; empty for one that does not count
     * @param refused learns of each request that is refused, before its answer
     */
    public FairHandler(
            Function<Request, Optional<Claim>> claims,
            Shares shares,
            Patience patience,
            Consumer<Request> refused,
            HttpHandler next) {
        super(next);
        this.claims = claims;
        this.refused = refused;
        this.turns = new Turns<>(shares, patience, System::nanoTime);
        this.outage = new Outage(patience.burst(), System::nanoTime);
    }

    private record Waiting(Deferred deferred, Request request, Response response) {}

    @Override
    public void service(Request request, Response response) throws Exception {
        Optional<Claim> claim = claims.apply(request);
        if (claim.isEmpty()) {
            next.service(request, response);
            return;
        }
        switch (turns.take(claim.get(), () -> new Waiting(Deferred.of(request, response), request, response))) {
            case NOW -> serve(claim.get(), request, response);
            case LATER -> watch();
            case NEVER -> refuse(request, response);
        }
    }

    private void serve(Claim claim, Request request, Response response) throws Exception {
        long began = System.nanoTime();
        request.addAfterServiceListener(this::noteStatus);
        try {
            next.service(request, response);
        } finally {
            leave(claim, System.nanoTime() - began > SLOW.toNanos());
        }
    }

    private void noteStatus(Request request) {
        if (outage.endsWith(request.getResponse().getStatus())) {
            turns.forgetOverloads();
        }
    }

    private void leave(Claim claim, boolean slow) {
        for (Turns.Started<Waiting> started : turns.leave(claim, slow)) {
            Waiting waiting = started.request();
            waiting.deferred()
                    .resume(
                            () -> serve(started.claim(), waiting.request(), waiting.response()),
                            () -> leave(started.claim(), false));
        }
    }

    /** As long as somebody waits. */
    private void watch() {
        if (watching.compareAndSet(false, true)) {
            Alarm.after(LOOK_AGAIN, this::look);
        }
    }

    private void look() {
        watching.set(false);
        for (Waiting late : turns.overdue()) {
            late.deferred()
                    .resume(
                            () -> {
                                refuse(late.request(), late.response());
                                late.response().resume();
                            },
                            () -> {});
        }
        if (turns.hasWaiting()) {
            watch();
        }
    }

    private void refuse(Request request, Response response) throws IOException {
        refused.accept(request);
        Problems.write(
                new ProblemException(
                                ProblemType.SERVICE_UNAVAILABLE,
                                "The server has more requests than it can answer soon; send the request again in a moment")
                        .withHeader("Retry-After", RETRY_SECONDS),
                request,
                response);
    }
}
