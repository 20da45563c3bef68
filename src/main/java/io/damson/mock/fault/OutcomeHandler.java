package io.damson.mock.fault;

import io.damson.http.Deferred;
import io.damson.http.Problems;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Lets requests meet their outcomes: those that wait hold no thread, and those whose outcome is not final go on to the API. */
public final class OutcomeHandler implements AutoCloseable {
    private static final String OUTCOME = OutcomeHandler.class.getName();

    private final HttpHandler api;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "damson-delay");
        thread.setDaemon(true);
        return thread;
    });

    /** In front of the API. */
    public OutcomeHandler(HttpHandler api) {
        this.api = api;
    }

    /**
     * Lets one request meet its outcome.
     *
     * @param broken learns what its connection meets
     */
    public void service(Outcome outcome, Consumer<ConnectionFault> broken, Request request, Response response)
            throws Exception {
        if (outcome.isFinal() || !outcome.delay().isZero()) {
            request.setAttribute(OUTCOME, outcome);
        }
        if (outcome.delay().isZero()) {
            meet(outcome, broken, request, response);
            return;
        }
        Deferred deferred = Deferred.of(request, response);
        var unused = timer.schedule(
                () -> deferred.resume(() -> meetLate(outcome, broken, request, response), () -> {}),
                outcome.delay().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** What a request has met here; empty where it went on as it came. */
    public static Optional<Outcome> metBy(Request request) {
        return request.getAttribute(OUTCOME) instanceof Outcome met ? Optional.of(met) : Optional.empty();
    }

    private void meetLate(Outcome outcome, Consumer<ConnectionFault> broken, Request request, Response response)
            throws Exception {
        meet(outcome, broken, request, response);
        // The API resumes by itself, after which the response may be another request's already.
        if (outcome.status().isPresent()) {
            response.resume();
        }
    }

    private void meet(Outcome outcome, Consumer<ConnectionFault> broken, Request request, Response response)
            throws Exception {
        outcome.preference().ifPresent(preference -> response.setHeader("Preference-Applied", preference));
        if (outcome.status().isPresent()) {
            Problems.write(
                    ForcedProblem.of(
                            outcome.status().get(),
                            outcome.detail().orElse("The mock was configured to return this status")),
                    request,
                    response);
        } else if (outcome.connection().isPresent()) {
            broken.accept(outcome.connection().get());
            outcome.connection().get().inflictOn(request);
        } else {
            api.service(request, response);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
