package io.damson.server;

import io.damson.http.ReadOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/** Answers Prometheus, in its text format, which every version of it and all that scrape like it can read. */
final class MetricsHandler extends HttpHandler {
    static final String PATH = "/metrics";

    private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Metrics metrics;

    MetricsHandler(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        if (!ReadOnly.admits(request, response)) {
            return;
        }
        byte[] text = metrics.text().getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
