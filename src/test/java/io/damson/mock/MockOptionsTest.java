package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.rest.RateLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the mock does only if it is told to when it starts: data of one's own, a rate limit, an admin key. */
@Timeout(60)
class MockOptionsTest {
    private static final String IMAGE = "{\"reference\":\"%s\",\"numLinks\":0,\"status\":\"Ok\","
            + "\"modifiedOn\":\"2024-04-05T08:44:33\",\"width\":1,\"height\":1,\"sizeInBytes\":1}";

    private static String data(String key, String reference) {
        return "{\"tenant\":\"shop\",\"apiKeys\":[\"" + key + "\"],\"images\":[" + IMAGE.formatted(reference) + "]}";
    }

    @Test
    void aChangedFileIsTakenAtOnceAndABrokenOneIsNot(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.json"), data("shop-key", "a.jpg"));
        try (MockServer mock = Mocks.start(Optional.of(folder), Optional.empty(), Optional.empty())) {
            Client shop = Client.of(mock, "shop-key");
            Client sandbox = Client.of(mock, "sandbox-a");
            assertThat(sandbox.get("/images(a.jpg)").status()).isEqualTo(200);
            Files.writeString(file, data("shop-key", "b.jpg"));
            Await.until(() -> shop.get("/images(b.jpg)").status() == 200);
            assertThat(shop.get("/images(a.jpg)").status()).isEqualTo(404);
            assertThat(sandbox.get("/images(a.jpg)").status()).isEqualTo(200);
            sandbox.ask("POST", "/__admin/reset", "");
            assertThat(sandbox.get("/images(b.jpg)").status()).isEqualTo(200);

            Files.writeString(file, data("shop-key", "c.jpg").replace("\"Ok\"", "\"Good\""));
            Await.until(() -> shop.get("/__admin/health").json().has("dataError"));
            assertThat(shop.get("/__admin/health").json().path("dataError").asText())
                    .contains("shop.json:1", "status");
            assertThat(shop.get("/images(b.jpg)").status()).isEqualTo(200);

            Files.writeString(
                    folder.resolve("other.json"), data("other-key", "d.jpg").replace("shop", "other"));
            Files.writeString(file, data("new-key", "c.jpg"));
            Await.until(() -> Client.of(mock, "new-key").get("/images(c.jpg)").status() == 200);
            Await.until(() -> Client.of(mock, "other-key").get("/images(d.jpg)").status() == 200);
            assertThat(shop.get("/images(c.jpg)").status()).isEqualTo(400);
            Files.delete(folder.resolve("other.json"));
            Await.until(() -> Client.of(mock, "other-key").get("/images(d.jpg)").status() == 400);
        }
    }

    @Test
    void aKeyBeyondItsRateIsRefusedAndToldWhenToComeBack() throws IOException {
        try (MockServer mock =
                Mocks.start(Optional.empty(), Optional.of("admin"), Optional.of(RateLimit.parse("3/10m")))) {
            Client acme = Client.of(mock, "acme-demo-key");
            for (int left = 2; left >= 0; left--) {
                var answer = acme.get("/images?$top=1");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("RateLimit")).startsWith("\"key\";r=" + left + ";t=");
                assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"key\";q=3;w=600");
            }
            var refused = acme.get("/images?$top=1");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().path("title").asText()).isEqualTo("Too Many Requests");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(500, 600);
            assertThat(Client.of(mock, "globex-demo-key").get("/images").status())
                    .isEqualTo(200);
            assertThat(Client.of(mock).get("/images").status()).isEqualTo(401);

            assertThat(acme.get("/__admin/health").status()).isEqualTo(401);
            assertThat(acme.get("/__admin/health", "X-ADMIN-KEY", "wrong").status())
                    .isEqualTo(401);
            assertThat(acme.get("/__admin/health", "X-ADMIN-KEY", "admin").status())
                    .isEqualTo(200);
        }
    }
}
