package io.damson.server;

import io.damson.rest.Operation;
import io.damson.rest.Refusal;
import io.damson.store.Database;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is measured of a server, for Prometheus. How many time series there are does not depend on what clients send: operations, statuses
 * and reasons are few, and tenants and paths are no labels. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
    /** From an image that is in memory to a statement that is ended. */
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** To look one up in the registry takes longer than to record. */
    private final Map<Series, Timer> requests = new ConcurrentHashMap<>();

    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);

    /** Nothing has happened yet. */
    public Metrics() {
        // There from the start: a rate over a series that begins with its first event misses that.
        for (Refusal refusal : Refusal.values()) {
            refusals.put(
                    refusal,
                    Counter.builder("damson.requests.refused")
                            .description("Requests refused, by reason")
                            .tag("reason", refusal.label())
                            .register(registry));
        }
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * Has a server and its database measured.
     *
     * @param inFlight how many requests are being answered
     */
    public void of(Database database, IntSupplier inFlight) {
        database.measure(registry);
        Supplier<Number> value = inFlight::getAsInt;
        Gauge.builder("http.server.requests.in.flight", value)
                .description("Requests that are being answered, or wait for their turn")
                .register(registry);
    }

    /** Counts a request that is over. */
    public void finished(FinishedRequest request) {
        request.duration()
                .ifPresent(duration -> requests.computeIfAbsent(
                                new Series(request.operation(), request.status()), this::timer)
                        .record(duration));
        request.refusal().map(refusals::get).ifPresent(Counter::increment);
    }

    /** Requests of one kind. */
    private record Series(Operation operation, int status) {}

    private Timer timer(Series series) {
        return Timer.builder("http.server.requests")
                .description("Requests answered, and how long it took")
                .tag("operation", series.operation().id())
                .tag("status", String.valueOf(series.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** All of it in Prometheus' text format, version 0.0.4. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
