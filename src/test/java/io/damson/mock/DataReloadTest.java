package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.Await;
import io.damson.dataset.DataOrigin;
import io.damson.dataset.DatasetException;
import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mock serves what the files hold now, however they have changed. */
@Timeout(60)
class DataReloadTest {
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static MockServer start(Path data) throws IOException {
        return Mocks.start(Optional.of(data), NONE, Optional.empty());
    }

    private static String data(String reference) {
        return "{\"tenant\":\"shop\",\"apiKeys\":[\"shop-key\"],\"images\":[{\"reference\":\"" + reference + "\"}]}";
    }

    private static Path write(Path folder, String reference) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("shop.json"), data(reference));
    }

    private static void await(MockServer mock, String reference) {
        Client shop = Client.of(mock, "shop-key");
        Await.until(() -> shop.get("/images(" + reference + ")").status() == 200);
    }

    @Test
    void aFileBehindALinkIsSeen() throws IOException {
        Path file = write(folder.resolve("elsewhere"), "a.jpg");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("shop.json"), file);
        try (MockServer mock = start(data)) {
            Files.writeString(file, data("b.jpg"));
            await(mock, "b.jpg");
        }
    }

    @Test
    void aFileThatIsEmptiedLeavesTheOldData() throws IOException {
        Path file = write(folder, "a.jpg");
        try (MockServer mock = start(folder)) {
            Files.writeString(file, "");
            Client client = Client.of(mock, "shop-key");
            Await.until(() -> client.get("/__admin/health")
                    .json()
                    .path("dataError")
                    .asText()
                    .contains("the file is empty"));
            assertThat(client.get("/images(a.jpg)").status()).isEqualTo(200);
        }
    }

    @Test
    void aLinkThatIsSwitchedIsSeen() throws IOException {
        FileTime time = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(write(folder.resolve("v1"), "a.jpg"), time);
        Files.setLastModifiedTime(write(folder.resolve("v2"), "b.jpg"), time);
        Path data = folder.resolve("data");
        Files.createSymbolicLink(data, Path.of("v1"));
        try (MockServer mock = start(data)) {
            Files.createSymbolicLink(folder.resolve("next"), Path.of("v2"));
            Files.move(folder.resolve("next"), data, StandardCopyOption.ATOMIC_MOVE);
            await(mock, "b.jpg");
        }
    }

    @Test
    void aFolderThatIsReplacedIsSeen() throws IOException {
        Path data = folder.resolve("data");
        write(data, "a.jpg");
        write(folder.resolve("new"), "b.jpg");
        try (MockServer mock = start(data)) {
            Files.move(data, folder.resolve("old"));
            Client client = Client.of(mock);
            Await.until(() -> client.get("/__admin/health").json().has("dataError"));
            Files.move(folder.resolve("new"), data);
            await(mock, "b.jpg");
            Await.until(() -> !client.get("/__admin/health").json().has("dataError"));
            Files.writeString(data.resolve("shop.json"), data("c.jpg"));
            await(mock, "c.jpg");
        }
    }

    @Test
    void aResetReadsTheDiskWhenItDiffers() throws IOException {
        Path file = write(folder, "a.jpg");
        try (MockServer mock = start(folder)) {
            Client shop = Client.of(mock, "shop-key");
            for (int i = 0; i < 20; i++) {
                Files.writeString(file, data(i + ".jpg"));
                assertThat(shop.ask("POST", "/__admin/reset", "").status()).isEqualTo(204);
                assertThat(shop.get("/images(" + i + ".jpg)").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void sandboxesAreCopiesOfAFileThoughImagesAreMadeUpBesides() throws IOException {
        write(folder, "a.jpg");
        MockData madeUp = new MockData(
                new TenantName("generated"),
                List.of(ApiKey.of("generated-demo-key")),
                false,
                ImageGenerator.images(30, 1),
                Map.of(),
                new DataOrigin("--images", ""));
        try (MockServer mock = Mocks.start(Optional.of(folder), List.of(madeUp))) {
            assertThat(Client.of(mock, "sandbox-a").get("/images").json().path("items"))
                    .hasSize(1);
            assertThat(Client.of(mock, "generated-demo-key").images()).isPositive();
        }
    }

    @Test
    void hiddenFilesAreNoData() throws IOException {
        write(folder, "a.jpg");
        Files.write(folder.resolve("._shop.json"), new byte[] {0, 5, 22, 7});
        Files.createSymbolicLink(folder.resolve(".#shop.json"), Path.of("me@host.1234"));
        try (MockServer mock = start(folder)) {
            write(folder, "b.jpg");
            await(mock, "b.jpg");
        }
    }

    @Test
    void aTenantWhoseFileHasOnlyBeenTouchedKeepsItsState() throws IOException {
        Path file = write(folder, "a.jpg");
        Files.writeString(folder.resolve("other.json"), data("x.jpg").replace("shop", "other"));
        try (MockServer mock = start(folder)) {
            Client shop = Client.of(mock, "shop-key");
            assertThat(shop.delete("/images(a.jpg)").status()).isEqualTo(204);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
            Files.writeString(folder.resolve("other.json"), data("y.jpg").replace("shop", "other"));
            Client other = Client.of(mock, "other-key");
            Await.until(() -> other.get("/images(y.jpg)").status() == 200);
            assertThat(shop.get("/images(a.jpg)").status()).isEqualTo(404);
        }
    }

    @Test
    void pagesOfTheApiAreTakenTogether() throws IOException {
        Path pages = Files.createDirectory(folder.resolve("my-shop"));
        Files.writeString(pages.resolve("1.json"), "{\"items\":[{\"id\":1,\"reference\":\"a.jpg\"}]}");
        Files.writeString(pages.resolve("2.json"), "{\"items\":[{\"id\":2,\"reference\":\"b.jpg\"}]}");
        try (MockServer mock = start(pages)) {
            Client shop = Client.of(mock, "my-shop-demo-key");
            assertThat(shop.get("/images").json().path("items")).hasSize(2);
            Files.writeString(pages.resolve("2.json"), "{\"items\":[{\"id\":3,\"reference\":\"c.jpg\"}]}");
            Await.until(() -> shop.get("/images(c.jpg)").status() == 200);
            assertThat(shop.get("/images").json().path("items")).hasSize(2);
        }
    }

    @Test
    void twoFilesOfOneTenantOrKeyAreNamedBoth() throws IOException {
        Path one = write(folder, "a.jpg");
        Path two = Files.writeString(folder.resolve("two.json"), data("b.jpg"));
        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(DatasetException.class)
                .message()
                .startsWith(one + " and " + two + " are both of the tenant shop; give one of them another \"tenant\"");
        Files.writeString(two, data("b.jpg").replace("\"shop\"", "\"two\""));
        assertThatThrownBy(() -> start(folder))
                .hasMessage(one + " and " + two + " have the same key shop-key; a key is one tenant's");
        Files.writeString(two, "{\"apiKeys\":[\"k\",\"k\"],\"images\":[]}");
        assertThatThrownBy(() -> start(folder)).hasMessage(two + ": the key k is there twice");
        Files.writeString(two, "{\"apiKeys\":[\"sandbox-k\"],\"images\":[]}");
        assertThatThrownBy(() -> start(folder))
                .hasMessage(two + ": the key sandbox-k is a sandbox's; begin it otherwise than sandbox-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ä.json|ö.json|{\"images\":[]}|data",
                "a b.json|a-b.ndjson|{\"reference\":\"a.jpg\"}|a-b",
                "shop.csv|shop.tsv|reference|shop",
                "Ä-1.json|1.json|[]|1"
            })
    void twoFilesWhoseNamesAreOneTenantsAreNamedBoth(String one, String two, String content, String tenant)
            throws IOException {
        Path first = Files.writeString(folder.resolve(one), content);
        Path second = Files.writeString(folder.resolve(two), content);
        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(DatasetException.class)
                .message()
                .contains(
                        first.toString(), second.toString(), "are both of the tenant " + tenant + "; give one of them");
    }

    @Test
    void noIdIsGivenBeyondTheGreatest() throws IOException {
        Path file = Files.writeString(
                folder.resolve("shop.json"), "{\"images\":[{\"id\":9223372036854775807,\"reference\":\"a.jpg\"}]}");
        try (MockServer mock = start(file)) {
            Client shop = Client.of(mock, "shop-demo-key");
            var refused = shop.ask("PUT", "/__admin/images/b.jpg", "{}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("detail").asText()).startsWith("id: there is none after");
            assertThat(shop.ask("PUT", "/__admin/images/b.jpg", "{\"id\":5}").status())
                    .isEqualTo(204);
            assertThat(shop.get("/images").json().path("items")).hasSize(2);
        }
    }
}
