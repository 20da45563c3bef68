package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the mock serves, with the keys: for those who may control it, and for nobody else. */
@Timeout(60)
class TenantsControlTest {
    @Test
    void tenantsAreListedByNameWithTheirKeysAndTheImagesThatTheyHaveNow() throws IOException {
        try (MockServer mock = Mocks.start()) {
            JsonNode before = Client.of(mock).get("/__admin/tenants").json().path("tenants");
            assertThat(before.findValuesAsText("name")).containsExactly("acme", "empty", "globex");
            assertThat(before.path(0).path("apiKeys").path(0).asText()).isEqualTo("acme-demo-key");
            assertThat(before.findValuesAsText("sandbox")).containsExactly("true", "false", "false");
            assertThat(before.path(1).path("images").asLong(-1)).isZero();
            Client.of(mock, "empty-demo-key").ask("PUT", "/__admin/images/new.jpg", "{}");
            Client.of(mock, "sandbox-1").ask("PUT", "/__admin/images/new.jpg", "{}");
            JsonNode after = Client.of(mock).get("/__admin/tenants").json().path("tenants");
            assertThat(after.path(1).path("images").asLong()).isOne();
            assertThat(after.path(0))
                    .as("a sandbox is not the tenant that it is a copy of")
                    .isEqualTo(before.path(0));
            assertThat(after).hasSize(3);
        }
    }

    @Test
    void allKeysOfAFileAreListedInItsOrder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("shop.json");
        Files.writeString(file, "{\"apiKeys\":[\"z-key\",\"a-key\"],\"images\":[{\"reference\":\"a.jpg\"}]}");
        try (MockServer mock = Mocks.start(Optional.of(file), Optional.empty(), Optional.empty())) {
            assertThat(Client.of(mock).get("/__admin/tenants").http().body())
                    .contains(
                            "\"name\":\"shop\"",
                            "\"apiKeys\":[\"z-key\",\"a-key\"]",
                            "\"images\":1",
                            "\"sandbox\":true");
        }
    }

    @Test
    void nobodyGetsThemWithoutTheAdminKeyNorAForeignPage() throws IOException {
        try (MockServer mock = Mocks.start(Optional.empty(), Optional.of("admin"), Optional.empty())) {
            assertThat(Client.of(mock).get("/__admin/tenants").status()).isEqualTo(401);
            assertThat(Client.of(mock)
                            .get("/__admin/tenants", "X-ADMIN-KEY", "admin")
                            .status())
                    .isEqualTo(200);
            Client.Reply foreign =
                    Client.of(mock).get("/__admin/tenants", "X-ADMIN-KEY", "admin", "Origin", "https://evil.example");
            assertThat(foreign.status()).isEqualTo(403);
            assertThat(foreign.http().body()).doesNotContain("demo-key");
        }
    }
}
