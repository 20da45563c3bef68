package io.damson.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Says at {@code /health/live} that it runs, and at {@code /health/ready} whether it can be asked. */
public final class HealthHandler extends HttpHandler {
    private final BooleanSupplier ready;

    /** @param ready whether it can be asked */
    public HealthHandler(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        if (!ReadOnly.admits(request, response)) {
            return;
        }
        switch (request.getRequestURI()) {
            case "/health/live" -> answer(response, true);
            case "/health/ready" -> answer(response, ready.getAsBoolean());
            default ->
                Problems.write(
                        new ProblemException(
                                ProblemType.NOT_FOUND, "There is nothing here but /health/live and /health/ready"),
                        request,
                        response);
        }
    }

    private static void answer(Response response, boolean up) throws IOException {
        byte[] body = "{\"status\":\"%s\"}".formatted(up ? "UP" : "DOWN").getBytes(StandardCharsets.UTF_8);
        response.setStatus(up ? 200 : 503);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
