package io.damson.proxy;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.damson.mock.fault.ForcedProblem;
import io.damson.mock.fault.Outcome;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Decides what is done about a request: refused, answered here, interfered with, or passed on. */
final class Reception {
    private final Core core;
    private final ClientConnection client;

    Reception(Core core, ClientConnection client) {
        this.core = core;
        this.client = client;
    }

    void receive(HttpRequest request) {
        String target = Paths.originForm(request.uri());
        try {
            RequestCheck.check(request);
        } catch (ProblemException problem) {
            client.endWithResponse();
            refuse(problem, request, target);
            return;
        }
        try {
            Optional<LocalHandler> local = local(Paths.path(target));
            if (local.isPresent()) {
                LocalCall.begin(local.get(), request, target, core.locals(), client);
                return;
            }
            String relative = core.paths().relative(target).orElseThrow(() -> outside(target));
            if (!isLastHop(request)) {
                meet(request, relative);
            }
        } catch (ProblemException problem) {
            refuse(problem, request, target);
        }
    }

    private void refuse(ProblemException problem, HttpRequest request, String target) {
        Problems.logRefusal(problem, Paths.path(target));
        client.respond(CrossOrigin.readable(OwnResponse.of(problem, target), request));
    }

    private ProblemException outside(String target) {
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "The proxy passes on what is below " + core.paths().basePath() + "/, its --base-path; not "
                        + Paths.path(target));
    }

    private Optional<LocalHandler> local(String path) {
        for (Map.Entry<String, LocalHandler> entry : core.parts().locals().entrySet()) {
            if (path.equals(entry.getKey()) || path.startsWith(entry.getKey() + "/")) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /** Counts the hops that are left (RFC 9110, 7.6.2); whether this is the last one, which has answered. */
    private boolean isLastHop(HttpRequest request) {
        String method = request.method().name();
        String left = request.headers().get("Max-Forwards");
        if (left == null || !left.matches("[0-9]{1,9}") || !(method.equals("TRACE") || method.equals("OPTIONS"))) {
            return false;
        }
        if (Integer.parseInt(left) > 0) {
            request.headers().set("Max-Forwards", Integer.parseInt(left) - 1);
            return false;
        }
        if (method.equals("TRACE")) {
            throw new ProblemException(ProblemType.ofAnyStatus(501), "The proxy itself has no TRACE");
        }
        client.respond(
                new OwnResponse(HttpResponseStatus.NO_CONTENT, new DefaultHttpHeaders(), ByteBuffer.allocate(0)));
        return true;
    }

    private void meet(HttpRequest request, String relative) {
        Instant received = Instant.now();
        if (core.parts().interference() == Interference.NONE) {
            Relay.begin(core, client, request, relative, received);
            return;
        }
        Outcome outcome = core.parts().interference().of(request(request, relative, ByteBuffer.allocate(0)));
        if (outcome.delay().isZero()) {
            meet(outcome, request, relative, received);
        } else {
            client.set(new Delayed(client.loop()
                    .schedule(
                            () -> meet(outcome, request, relative, received),
                            outcome.delay().toMillis(),
                            TimeUnit.MILLISECONDS)));
        }
    }

    private void meet(Outcome outcome, HttpRequest request, String relative, Instant received) {
        if (outcome.status().isPresent()) {
            OwnResponse forced = CrossOrigin.readable(
                    OwnResponse.of(
                            ForcedProblem.of(
                                    outcome.status().get(),
                                    outcome.detail().orElse("The proxy was configured to return this status")),
                            request.uri()),
                    request);
            client.respond(outcome.preference()
                    .map(preference -> forced.withHeader("Preference-Applied", preference))
                    .orElse(forced));
        } else if (outcome.connection().isPresent()) {
            client.inflict(outcome.connection().get());
        } else {
            Relay.begin(core, client, request, core.parts().interference().passedOn(relative), received);
        }
    }

    /** A request as those see it who do not pass it on. */
    static LocalHandler.Request request(HttpRequest request, String target, ByteBuffer body) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(field -> headers.computeIfAbsent(
                                field.getKey().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(field.getValue()));
        return new LocalHandler.Request(
                request.method().name(), Paths.path(target), Paths.query(target), headers, body);
    }

    /** A request that waits. */
    private record Delayed(Future<?> end) implements InFlight {
        @Override
        public boolean takesBody() {
            return false;
        }

        @Override
        public void body(HttpContent content) {
            content.release();
        }

        @Override
        public void clientGone() {
            end.cancel(false);
        }

        @Override
        public void clientWritable(boolean isWritable) {
            // Nothing is written.
        }
    }
}
