package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.image.Durations;
import io.damson.verify.shape.Percent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant has now can be kept as a file, and is what a mock that is started with it begins with. */
@Timeout(60)
class KeptStateTest {
    private static final String FILE = "/__admin/images";
    private static final String IN_PROCESS = "trail-runner-red-detail.png";

    @RegisterExtension
    private static final RunningMock MOCK = new RunningMock();

    private static void put(Client client, String reference, String members) {
        assertThat(client.ask("PUT", FILE + "/" + Percent.encode(reference), members)
                        .status())
                .isEqualTo(204);
    }

    private static MockServer start(Path folder, Client client) throws IOException {
        Path file = Files.writeString(
                folder.resolve("kept.json"), client.get(FILE).http().body());
        return Mocks.start(Optional.of(file), Optional.empty(), Optional.empty());
    }

    private static List<JsonNode> lists(Client client) {
        List<JsonNode> lists = new ArrayList<>();
        for (String query : List.of("", "?$skip=100", "?$orderby=reference%20desc", "?$filter=numLinks%20gt%202")) {
            lists.add(client.get("/images" + query).json());
        }
        return lists;
    }

    @Test
    void aMockThatIsStartedWithTheFileAnswersTheSame(@TempDir Path folder) throws IOException {
        Client own = MOCK.sandbox("kept");
        assertThat(own.delete("/images(product-main-front.jpg)").status()).isEqualTo(204);
        put(own, "plain.gif", "{\"tags\":null,\"createdOn\":null,\"thumbnailUrl\":null,\"numLinks\":7}");
        put(own, "processed.gif", "{\"status\":\"Up\",\"processingFor\":\"1500ms\"}");
        put(own, "never.gif", "{\"status\":\"Up\"}");
        put(
                own,
                "a \"b\" \\ \u00A0 \u200B \uD83E\uDED0 é.jpg",
                "{\"tags\":[\"\",\"x|y\"],\"fileType\":null,\"id\":9223372036854775807}");
        own.ask("PUT", "/__admin/clock", "{\"advance\":\"250ms\"}");
        assertThat(own.delete(FILE + "/banner-de.jpg").status()).isIn(204, 404);
        try (MockServer again = start(folder, own)) {
            for (String key : List.of("acme-demo-key", "sandbox-any")) {
                assertThat(lists(Client.of(again, key))).isEqualTo(lists(own));
            }
            Client other = Client.of(again, "acme-demo-key");
            assertThat(other.get(FILE).http().body())
                    .isEqualTo(own.get(FILE).http().body());
            for (Client client : List.of(own, other)) {
                client.ask("PUT", "/__admin/clock", "{\"advance\":\"1249ms\"}");
                assertThat(client.status("processed.gif")).isEqualTo("Up");
                client.ask("PUT", "/__admin/clock", "{\"advance\":\"1ms\"}");
                assertThat(client.status("processed.gif")).isEqualTo("Ok");
                assertThat(client.status("never.gif")).isEqualTo("Up");
            }
            assertThat(lists(other)).isEqualTo(lists(own));
        }
    }

    @Test
    void theFileIsOfTheTenantThatASandboxIsACopyOf() {
        JsonNode file = MOCK.sandbox("of").get(FILE).json();
        assertThat(file.path("tenant").asText()).isEqualTo("acme");
        assertThat(file.path("apiKeys")).hasToString("[\"acme-demo-key\"]");
        assertThat(file.path("sandbox").asBoolean()).isTrue();
        assertThat(file.path("images")).hasSize(150);
        JsonNode globex = MOCK.client("globex-demo-key").get(FILE).json();
        assertThat(globex.path("tenant").asText()).isEqualTo("globex");
        assertThat(globex.has("sandbox")).isFalse();
        assertThat(MOCK.client("empty-demo-key").get(FILE).json().path("images"))
                .isEmpty();
    }

    @Test
    void itIsOneTenants() {
        assertThat(MOCK.client().get(FILE).json().path("detail").asText())
                .isEqualTo("X-API-KEY: an image is one tenant's; send the key of it");
        assertThat(MOCK.client("nobody").get(FILE).status()).isEqualTo(400);
        assertThat(MOCK.client("acme-demo-key").get(FILE + "?$top=1").status()).isEqualTo(400);
        assertThat(MOCK.client("acme-demo-key").send("HEAD", FILE, "").status()).isEqualTo(200);
        assertThat(MOCK.client("acme-demo-key").send("POST", FILE, "{}").status())
                .isEqualTo(405);
    }

    @Test
    void whatIsStillToBeProcessedFitsAFileThoughTheClockWasSetBack(@TempDir Path folder) throws IOException {
        Client own = MOCK.sandbox("back");
        own.ask("PUT", "/__admin/clock", "{\"now\":\"1990-01-01T00:00:00\"}");
        try (MockServer again = start(folder, own)) {
            Client acme = Client.of(again, "acme-demo-key");
            assertThat(acme.status(IN_PROCESS)).isEqualTo("Re");
            acme.ask("PUT", "/__admin/clock", "{\"advance\":\"P366D\"}");
            assertThat(acme.status(IN_PROCESS)).isEqualTo("Ok");
        }
    }

    @Test
    void itIsOfOneMomentThoughOthersWriteMeanwhile() {
        Client own = MOCK.sandbox("moment");
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 0; !over.get(); i++) {
                // Always one of the two, and always with its time.
                put(
                        own,
                        "left.jpg",
                        "{\"status\":\"Re\",\"processingFor\":\"" + (i + 1) + "s\",\"numLinks\":" + (i + 1) + "}");
                own.delete(FILE + "/right.jpg");
                put(own, "right.jpg", "{\"numLinks\":" + i + "}");
                put(own, "left.jpg", "{\"status\":\"Ok\"}");
            }
        });
        try {
            for (int i = 0; i < 100; i++) {
                for (JsonNode image : own.get(FILE).json().path("images")) {
                    if (image.path("reference").asText().equals("left.jpg")) {
                        assertThat(image.has("processingFor"))
                                .isEqualTo(image.path("status").asText().equals("Re"));
                        assertThat(Durations.parse(image.path("processingFor").asText("0s")))
                                .isIn(
                                        Duration.ZERO,
                                        Duration.ofSeconds(
                                                image.path("numLinks").asInt()));
                    }
                }
            }
        } finally {
            over.set(true);
            writer.join();
        }
    }
}
