package io.damson.server;

import io.damson.Await;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.rest.RateLimit;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server with a management port, on a database of its own, whose tenant has no images and one key. */
final class MonitoredServer implements AutoCloseable {
    static final String KEY = "monitored-key";

    final Readiness readiness = new Readiness();
    final Management management;
    final Database database;
    final Tenant tenant;
    final DamsonServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    MonitoredServer(DatabaseConfiguration configuration, Optional<RateLimit> limit) throws IOException {
        management = Management.start(Management.configuration("127.0.0.1", 0), readiness);
        database = Database.open(configuration);
        TenantStore tenants = new TenantStore(database);
        tenant = tenants.add(new TenantName("monitored")).orElseThrow();
        tenants.addKey(tenant, ApiKey.of(KEY), "test");
        server = DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, limit),
                database,
                CorsOrigins.none(),
                List.of(management.metrics()::finished));
        management.metrics().of(database, server::inFlight);
        readiness.serve(database::check);
    }

    /** A request to the API; the status. */
    int api(String method, String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(method, path, headers), BodyHandlers.discarding())
                .statusCode();
    }

    /** A request to the API with the tenant's key, whose answer comes later. */
    CompletableFuture<HttpResponse<String>> keyed(String method, String path) {
        return client.sendAsync(request(method, path, "X-API-KEY", KEY), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** A request to the management port. */
    HttpResponse<String> managed(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(management.uri().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    /** The lines of the metrics that hold a text, when all requests to the API are over. */
    List<String> metrics(String text) throws IOException, InterruptedException {
        Await.until(() -> server.inFlight() == 0);
        return managed("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.contains(text) && !line.startsWith("#"))
                .toList();
    }

    @Override
    public void close() {
        server.close();
        database.close();
        management.close();
    }
}
