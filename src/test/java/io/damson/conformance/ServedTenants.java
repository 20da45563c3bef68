package io.damson.conformance;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server in this process over a database that holds these tenants and no others. */
final class ServedTenants implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Database database;
    private final DamsonServer server;

    /** @param tenants their images by name, which is their key too */
    ServedTenants(DatabaseConfiguration configuration, Map<String, List<Image>> tenants) {
        database = Database.open(configuration);
        TenantStore store = new TenantStore(database);
        tenants.forEach((name, images) -> {
            Tenant tenant = store.add(new TenantName(name)).orElseThrow();
            store.addKey(tenant, ApiKey.of(name), "test");
            new ImageStore(database).insert(tenant, images);
        });
        try {
            server = DamsonServer.start(
                    new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                    database,
                    CorsOrigins.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of one image. */
    static String path(Image image) {
        return "/images(" + PercentEncoding.encode(image.reference().value()) + ")";
    }

    /** An answer that comes later. */
    CompletableFuture<HttpResponse<String>> send(String method, String target, String key) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create(server.uri() + target))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("X-API-KEY", key)
                        .build(),
                BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
