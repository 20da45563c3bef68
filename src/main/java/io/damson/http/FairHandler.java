package io.damson.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Bounds how many requests of one client are served at once, so that no client holds all workers. The others wait in the order in
 * which they came, and hold none. A client whose requests are slow is served one by one for a while.
 */
public final class FairHandler extends HandlerInFront {
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration SLOW_FOR = Duration.ofSeconds(10);

    private final Function<Request, Optional<String>> client;
    private final int most;
    private final Map<String, Lane> lanes = new HashMap<>();

    /**
     * In front of another handler.
     *
     * @param client whom a request counts for; empty for one that is never slow, and does not count
     * @param most how many requests of a client are served at once
     */
    public FairHandler(Function<Request, Optional<String>> client, int most, HttpHandler next) {
        super(next);
        this.client = client;
        this.most = most;
    }

    /** The requests of one client. */
    private final class Lane {
        private final String name;
        private final Queue<Waiting> waiting = new ArrayDeque<>();
        private int running;
        private long lastSlow = System.nanoTime() - SLOW_FOR.toNanos();

        private Lane(String name) {
            this.name = name;
        }

        private boolean isFull() {
            return running >= (isSlow() ? 1 : most);
        }

        private boolean isSlow() {
            return System.nanoTime() - lastSlow < SLOW_FOR.toNanos();
        }

        /** Those of the waiting requests that are served now. */
        private List<Waiting> enter() {
            List<Waiting> entering = new ArrayList<>();
            while (!isFull() && !waiting.isEmpty()) {
                entering.add(waiting.remove());
                running++;
            }
            if (running == 0 && !isSlow()) {
                lanes.remove(name);
            }
            return entering;
        }
    }

    private record Waiting(Deferred deferred, Request request, Response response) {}

    @Override
    public void service(Request request, Response response) throws Exception {
        Optional<String> name = client.apply(request);
        if (name.isEmpty()) {
            next.service(request, response);
            return;
        }
        Lane lane;
        synchronized (lanes) {
            lane = lanes.computeIfAbsent(name.get(), Lane::new);
            if (lane.isFull() || !lane.waiting.isEmpty()) {
                lane.waiting.add(new Waiting(Deferred.of(request, response), request, response));
                return;
            }
            lane.running++;
        }
        serve(lane, request, response);
    }

    private void serve(Lane lane, Request request, Response response) throws Exception {
        long began = System.nanoTime();
        try {
            next.service(request, response);
        } finally {
            leave(lane, System.nanoTime() - began > SLOW.toNanos());
        }
    }

    private void leave(Lane lane, boolean slow) {
        List<Waiting> entering;
        synchronized (lanes) {
            lane.running--;
            if (slow) {
                lane.lastSlow = System.nanoTime();
            }
            entering = lane.enter();
        }
        for (Waiting waiting : entering) {
            waiting.deferred()
                    .resume(() -> serve(lane, waiting.request(), waiting.response()), () -> leave(lane, false));
        }
    }
}
