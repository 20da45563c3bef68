package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.server.DamsonServer;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients of a server whose database goes away and comes back. */
class DatabaseAwayTest {
    private static final int CLIENTS = 20;
    private static final String KEY = "away-key";

    private final HttpClient client = HttpClient.newHttpClient();

    /** A status, and how long it took. */
    private record Answer(int status, Duration time) {}

    private CompletableFuture<Answer> get(DamsonServer server) {
        long start = System.nanoTime();
        return client.sendAsync(
                        HttpRequest.newBuilder(URI.create(server.uri() + "/images"))
                                .header("X-API-KEY", KEY)
                                .build(),
                        BodyHandlers.discarding())
                .thenApply(answer -> new Answer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - start)));
    }

    @Test
    void nobodyWaitsLongAndAllAreServedWhenItIsBack(@TempDir Path folder) throws IOException {
        EmbeddedPostgres postgres = FailureIT.postgres(folder, 0);
        DatabaseConfiguration configuration = new DatabaseConfiguration(
                        postgres.getJdbcUrl("postgres", "postgres"), null, null)
                .withQueryTimeout(Duration.ofSeconds(10));
        try (Database database = Database.open(configuration)) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenants.add(new TenantName("away")).orElseThrow();
            tenants.addKey(tenant, ApiKey.of(KEY), "test");
            try (DamsonServer server = DamsonServer.start(
                    new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                    database,
                    CorsOrigins.none())) {
                assertThat(get(server).join().status()).isEqualTo(200);
                postgres.close();
                assertEach(server, Duration.ofSeconds(4));
                assertEach(server, Duration.ofSeconds(1));
                try (EmbeddedPostgres again = FailureIT.postgres(folder, postgres.getPort())) {
                    assertThat(again.getPort()).isEqualTo(postgres.getPort());
                    long back = System.nanoTime();
                    while (get(server).join().status() != 200) {
                        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
                    }
                    // Its queue was long, and is kept short until it is seen to move again.
                    while (!Arrays.stream(all(server)).allMatch(answer -> answer.status() == 200)) {
                        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
                    }
                }
            }
        }
    }

    private Answer[] all(DamsonServer server) {
        CompletableFuture<?>[] answers =
                IntStream.range(0, CLIENTS).mapToObj(i -> get(server)).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(answers).join();
        return Arrays.stream(answers).map(CompletableFuture::join).toArray(Answer[]::new);
    }

    private void assertEach(DamsonServer server, Duration most) {
        for (Answer answer : all(server)) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.time()).isLessThan(most);
        }
    }
}
