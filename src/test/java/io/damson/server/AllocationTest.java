package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.image.Image;
import io.damson.query.Images;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a request allocates. It is no timing, so it can be tested; a buffer of 16 MiB an answer once made the server 20 times slower. */
class AllocationTest {
    private static final int REQUESTS = 300;
    private static final String KEY = "allocation-key";

    /** Twice what {@code docs/performance.md} promises. */
    private static final long MAX_BYTES_OF_ONE = 2 * 64 * 1024;

    private static final long MAX_BYTES_OF_A_PAGE = 2 * 1024 * 1024;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aRequestAllocatesLittle() throws IOException, InterruptedException {
        try (Database database = Database.open(DatabaseConfiguration.temporary())) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenants.add(new TenantName("allocation")).orElseThrow();
            tenants.addKey(tenant, ApiKey.of(KEY), "test");
            List<Image> images = Images.random(120, 1);
            new ImageStore(database).insert(tenant, images);
            ServerConfiguration configuration =
                    new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty());
            try (DamsonServer server = DamsonServer.start(configuration, database, CorsOrigins.none())) {
                String one = server.uri() + "/images("
                        + io.damson.http.PercentEncoding.encode(
                                images.get(0).reference().value()) + ")";
                String page = server.uri() + "/images?$orderby=createdOn%20desc&$skip=";
                assertThat(bytesOfARequest(one, false)).isLessThan(MAX_BYTES_OF_ONE);
                assertThat(bytesOfARequest(page, true)).isLessThan(MAX_BYTES_OF_A_PAGE);
            }
        }
    }

    private long bytesOfARequest(String url, boolean numbered) throws IOException, InterruptedException {
        send(url, numbered); // classes are loaded, and threads made
        long before = allocated();
        send(url, numbered);
        return (allocated() - before) / REQUESTS;
    }

    private void send(String url, boolean numbered) throws IOException, InterruptedException {
        for (int i = 0; i < REQUESTS; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(numbered ? url + i % 20 : url))
                    .header("X-API-KEY", KEY)
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** Of all threads of the server: those that read, and those that work. */
    private long allocated() {
        long[] ids = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && (thread.getThreadName().startsWith("damson")
                                || thread.getThreadName().startsWith("grizzly")))
                .mapToLong(thread -> thread.getThreadId())
                .toArray();
        assertThat(ids).isNotEmpty();
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
    }
}
