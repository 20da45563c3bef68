package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.ImageGenerator;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.store.DatabaseConfiguration;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Of those that change an image at once one wins, the others are told so, and the row agrees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Races {
    /** {@code -Draces.rounds=1000} makes more of them. */
    private static final int ROUNDS = Integer.getInteger("races.rounds", 200);

    private static final int DELETES_AT_ONCE = 20;
    private static final String DELETES = "deletes-at-once";
    private static final String CHANGES = "changes-at-once";

    private final DatabaseConfiguration configuration;
    private final List<Image> images = ImageGenerator.images(ROUNDS, 1).stream()
            .map(image -> image.withStatus(
                    List.of(ImageStatus.OK, ImageStatus.ER, ImageStatus.VD).get((int) image.id() % 3)))
            .toList();
    private ServedTenants served;

    Races(DatabaseConfiguration configuration) {
        this.configuration = configuration;
    }

    @BeforeAll
    void start() {
        served = new ServedTenants(configuration, Map.of(DELETES, images, CHANGES, images));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private HttpResponse<String> get(Image image, String key) {
        return served.send("GET", ServedTenants.path(image), key).join();
    }

    @Test
    void ofTwentyDeletesOfAnImageOneWins() {
        List<Integer> oneWins = Stream.concat(Stream.of(204), Collections.nCopies(DELETES_AT_ONCE - 1, 404).stream())
                .toList();
        for (Image image : images) {
            List<CompletableFuture<HttpResponse<String>>> deletes = Stream.generate(
                            () -> served.send("DELETE", ServedTenants.path(image), DELETES))
                    .limit(DELETES_AT_ONCE)
                    .toList();
            assertThat(deletes.stream()
                            .map(delete -> delete.join().statusCode())
                            .sorted()
                            .toList())
                    .isEqualTo(oneWins);
            assertThat(get(image, DELETES).statusCode()).isEqualTo(404);
        }
    }

    /** The change comes earlier after a delete that was done, and later after one that was refused, so that both are at their edge. */
    @Test
    void aDeleteAndTheBeginningOfProcessingExcludeEachOther() throws SQLException {
        TreeSet<Integer> seen = new TreeSet<>();
        double wait = 1_000_000;
        try (Connection connection = DriverManager.getConnection(configuration.url());
                PreparedStatement change = connection.prepareStatement("update image set status = 'Up'"
                        + " where reference = ? and tenant_id = (select id from tenant where name = ?)")) {
            change.setString(2, CHANGES);
            for (Image image : images) {
                change.setString(1, image.reference().value());
                var delete = served.send("DELETE", ServedTenants.path(image), CHANGES);
                for (long end = System.nanoTime() + (long) wait; System.nanoTime() < end; ) {
                    Thread.onSpinWait();
                }
                int changed = change.executeUpdate();
                int status = delete.join().statusCode();
                HttpResponse<String> left = get(image, CHANGES);
                assertThat(status).as(delete.join().body()).isEqualTo(changed == 1 ? 409 : 204);
                assertThat(left.statusCode()).isEqualTo(changed == 1 ? 200 : 404);
                if (changed == 1) {
                    assertThat(left.body()).contains("\"status\":\"Up\"");
                }
                seen.add(status);
                wait = status == 204 ? wait * 0.9 : wait * 1.1;
            }
        }
        assertThat(seen).containsExactly(204, 409);
    }
}
