package io.damson.server;

import io.damson.http.ApplicationHandler;
import io.damson.http.HealthHandler;
import io.damson.http.HttpLimits;
import io.damson.http.PathHandler;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.http.Problems;
import io.damson.http.Refusals;
import io.damson.http.RequestGuard;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;

/**
 * Health and metrics for operators, on a port of its own: it needs no key, is not for clients, and responds even if the API's
 * workers are all busy. Thread-safe.
 */
public final class Management implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Port port;
    private final URI uri;
    private final Metrics metrics;

    private Management(Port port, URI uri, Metrics metrics) {
        this.port = port;
        this.uri = uri;
        this.metrics = metrics;
    }

    /**
     * Where it listens.
     *
     * @throws IllegalArgumentException with what would be right, in the options of the management port
     */
    public static ServerConfiguration configuration(String host, int port) {
        try {
            return new ServerConfiguration(host, port, "/", HttpLimits.DEFAULT, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()).replaceFirst("^--", "--management-"), e);
        }
    }

    /**
     * Starts to answer.
     *
     * @throws IOException if the address cannot be listened on
     */
    public static Management start(ServerConfiguration configuration, Readiness readiness) throws IOException {
        Metrics metrics = new Metrics();
        HttpHandler all = PathHandler.inFront(
                List.of(
                        new PathHandler(HealthHandler.PATH, new HealthHandler(readiness::whyNot)),
                        new PathHandler(MetricsHandler.PATH, new MetricsHandler(metrics))),
                new NothingElse());
        Port port = Port.open(
                configuration,
                "damson-management",
                WORKERS,
                new RequestGuard(configuration.limits(), Refusals.PLAIN),
                new ApplicationHandler(all));
        return new Management(port, configuration.origin(port.number()), metrics);
    }

    private static final class NothingElse extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            Problems.write(
                    new ProblemException(
                            ProblemType.NOT_FOUND,
                            "There is nothing here but /health/live, /health/ready and " + MetricsHandler.PATH),
                    request,
                    response);
        }
    }

    /** Where it is found from this machine, without a slash at the end. */
    public URI uri() {
        return uri;
    }

    /** What it tells of; ends with it. */
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        port.close(GRACE);
        metrics.close();
    }
}
