package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.query.Images;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConcurrentDeleteTest {
    /** As many at once as there are connections; the others come while those are at it. */
    private static final int DELETES_AT_ONCE = 20;

    @Test
    void ofManyDeletesOfAnImageOneWins() throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(Database.PARALLEL);
        try (Database database = Database.open(DatabaseConfiguration.temporary())) {
            Tenant tenant =
                    new TenantStore(database).add(new TenantName("races")).orElseThrow();
            ImageStore store = new ImageStore(database);
            List<Image> images = Images.random(50, 3);
            store.insert(tenant, images);
            for (Image image : images) {
                Callable<Deletion> delete = () -> store.delete(tenant, image.reference());
                List<Future<Deletion>> deletions = clients.invokeAll(Collections.nCopies(DELETES_AT_ONCE, delete));
                int deleted = 0;
                for (Future<Deletion> deletion : deletions) {
                    deleted += deletion.get() == Deletion.DELETED ? 1 : 0;
                }
                boolean inProcess = image.status() == ImageStatus.UP || image.status() == ImageStatus.RE;
                assertThat(deleted).as("%s", image.status()).isEqualTo(inProcess ? 0 : 1);
                assertThat(store.find(tenant, image.reference()).isPresent()).isEqualTo(inProcess);
            }
        } finally {
            clients.shutdownNow();
        }
    }
}
