package io.damson.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Says at {@code /health/live} that it runs, and at {@code /health/ready} whether it can be asked, or why not. */
public final class HealthHandler extends HttpHandler {
    /** What this answers for. */
    public static final String PATH = "/health";

    private static final String LIVE = PATH + "/live";
    private static final String READY = PATH + "/ready";

    private final Supplier<Optional<String>> whyNotReady;

    /** @param whyNotReady why it cannot be asked, for people to read; empty where it can */
    public HealthHandler(Supplier<Optional<String>> whyNotReady) {
        this.whyNotReady = whyNotReady;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        if (!ReadOnly.admits(request, response)) {
            return;
        }
        switch (request.getRequestURI()) {
            case LIVE -> answer(response, Optional.empty());
            case READY -> answer(response, whyNotReady.get());
            default ->
                Problems.write(
                        new ProblemException(
                                ProblemType.NOT_FOUND, "There is nothing here but " + LIVE + " and " + READY),
                        request,
                        response);
        }
    }

    private static void answer(Response response, Optional<String> fault) throws IOException {
        byte[] body = Json.bytes(
                fault.map(reason -> Map.of("status", "DOWN", "reason", reason)).orElse(Map.of("status", "UP")));
        response.setStatus(fault.isEmpty() ? 200 : 503);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
