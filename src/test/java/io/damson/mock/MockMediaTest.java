package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a tenant are those of the images that it has now, and tests can let them fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class MockMediaTest {
    private static final String IMAGE = "product-main-front.jpg";
    private static final List<String> URLS =
            List.of("originalUrl", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl");

    private final HttpClient http = HttpClient.newHttpClient();
    private DamsonMock mock;

    @BeforeAll
    void start() {
        mock = DamsonMock.start();
    }

    @AfterAll
    void stop() {
        mock.close();
    }

    private Client client(String key) {
        return new Client(mock.url(), Optional.of(key));
    }

    private static JsonNode image(Client client, String reference) {
        return client.get("/images(" + reference + ")").json();
    }

    private HttpResponse<byte[]> file(String url) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String size(String url) throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(file(url).body()));
        return picture.getWidth() + "x" + picture.getHeight();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox-Files.of_1", "globex-demo-key", "acme-demo-key"})
    void filesAreThoseOfThePresentImages(String key) throws IOException {
        Client own = client(key);
        String reference = own.get(
                        "/images?$top=1&$filter=status%20eq%20'Ok'%20and%20width%20gt%20900".replace("'", "%27"))
                .json()
                .path("items")
                .path(0)
                .path("reference")
                .asText();
        String original = image(own, reference).path("originalUrl").asText();
        String before = size(original);
        own.ask("PUT", "/__admin/images/" + reference, "{\"width\":100,\"height\":50}");
        assertThat(size(original)).isEqualTo("100x50").isNotEqualTo(before);
        assertThat(own.delete("/images(" + reference + ")").status()).isEqualTo(204);
        assertThat(file(original).statusCode()).isEqualTo(404);
        own.ask("POST", "/__admin/reset", "");
        assertThat(size(original)).isEqualTo(before);
        own.delete("/__admin/images/" + reference);
        assertThat(file(original).statusCode()).isEqualTo(404);
        own.ask("POST", "/__admin/reset", "");
    }

    @Test
    void filesOfASandboxAreItsOwn() throws IOException {
        String one = image(client("sandbox-one"), IMAGE).path("originalUrl").asText();
        String two = image(client("sandbox-two"), IMAGE).path("originalUrl").asText();
        assertThat(one).contains("/media/sandbox-one/original/");
        String before = size(two);
        client("sandbox-one").ask("PUT", "/__admin/images/" + IMAGE, "{\"width\":30,\"height\":20}");
        assertThat(size(one)).isEqualTo("30x20");
        assertThat(size(two)).isEqualTo(before);
    }

    @Test
    void anImageThatIsPutAppearsWithItsFiles() throws IOException {
        Client own = client("sandbox-put");
        own.ask("PUT", "/__admin/images/a;v=2 (1).jpg".replace(" ", "%20"), "{}");
        JsonNode image = image(own, "a;v=2%20(1).jpg");
        for (String url : URLS) {
            assertThat(file(image.path(url).asText()).statusCode()).as(url).isEqualTo(200);
        }
        assertThat(size(image.path("originalUrl").asText())).isEqualTo("800x600");
        own.ask(
                "PUT",
                "/__admin/images/b.jpg",
                "{\"originalUrl\":\"https://cdn.example/b.jpg\",\"thumbnailUrl\":null}");
        assertThat(image(own, "b.jpg").path("originalUrl").asText()).contains("/media/sandbox-put/original/b.jpg");
        assertThat(image(own, "b.jpg").path("thumbnailUrl").isNull()).isTrue();
        own.ask("PUT", "/__admin/images/c.jpg", "{\"status\":\"Er\"}");
        assertThat(image(own, "c.jpg").path("originalUrl").isNull()).isTrue();
    }

    @Test
    void aThumbnailThatIsTakenAwayStaysAway() {
        Client own = client("sandbox-missing");
        String thumbnail = image(own, IMAGE).path("thumbnailUrl").asText();
        own.ask("PUT", "/__admin/images/" + IMAGE, "{\"thumbnailUrl\":null}");
        own.ask("PUT", "/__admin/images/" + IMAGE, "{\"numLinks\":7}");
        assertThat(image(own, IMAGE).path("thumbnailUrl").isNull()).isTrue();
        assertThat(file(thumbnail).statusCode()).isEqualTo(404);
        own.ask(
                "PUT",
                "/__admin/images/" + IMAGE,
                "{\"originalUrl\":null,\"thumbnailMediumUrl\":null,\"thumbnailPreviewUrl\":null}");
        own.ask("PUT", "/__admin/images/" + IMAGE, "{\"numLinks\":8}");
        for (String url : URLS) {
            assertThat(image(own, IMAGE).path(url).isNull()).as(url).isTrue();
        }
    }

    @Test
    void anImageGetsItsFilesWhenItsProcessingIsOver() {
        Client own = client("sandbox-processed");
        own.ask("PUT", "/__admin/images/new.jpg", "{\"status\":\"Up\",\"processingFor\":\"5s\"}");
        own.ask("PUT", "/__admin/images/other.jpg", "{\"status\":\"Up\"}");
        assertThat(image(own, "new.jpg").path("thumbnailUrl").isNull()).isTrue();
        own.ask("PUT", "/__admin/clock", "{\"advance\":\"5s\"}");
        own.ask("PUT", "/__admin/images/other.jpg", "{\"status\":\"Ok\"}");
        for (String reference : List.of("new.jpg", "other.jpg")) {
            JsonNode image = image(own, reference);
            assertThat(image.path("status").asText()).isEqualTo("Ok");
            for (String url : URLS) {
                assertThat(file(image.path(url).asText()).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void faultsAndDelaysReachFiles() {
        Client own = client("sandbox-faults");
        String thumbnail = image(own, IMAGE).path("thumbnailUrl").asText();
        String other = thumbnail.replace("/sandbox-faults/", "/sandbox-others/");
        assertThat(file(thumbnail + "?__code=503").statusCode()).isEqualTo(503);
        assertThat(file(thumbnail + "?__code=200").statusCode()).isEqualTo(400);
        long start = System.nanoTime();
        assertThat(file(thumbnail + "?__delay=300").statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000);
        own.ask("POST", "/__admin/faults", "{\"status\":500,\"times\":1}");
        assertThat(file(thumbnail).statusCode()).isEqualTo(200);
        assertThat(image(own, IMAGE).path("status").asInt()).isEqualTo(500);
        var armed = own.ask(
                "POST",
                "/__admin/faults",
                "{\"on\":\"media\",\"status\":404,\"reference\":\"" + IMAGE + "\",\"times\":2}");
        assertThat(armed.json().path("fault").path("on").asText()).isEqualTo("media");
        assertThat(file(other).statusCode()).isEqualTo(200);
        assertThat(image(own, IMAGE).path("status").asText()).isEqualTo("Ok");
        assertThat(file(thumbnail).statusCode()).isEqualTo(404);
        assertThat(file(thumbnail).statusCode()).isEqualTo(404);
        assertThat(file(thumbnail).statusCode()).isEqualTo(200);
        own.ask("POST", "/__admin/faults", "{\"on\":\"media\",\"delay\":\"300ms\",\"times\":1}");
        start = System.nanoTime();
        assertThat(file(thumbnail.replace("/th/", "/thp/")).statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000);
    }

    @Test
    void listsDoNotWaitForDrawings() {
        Client own = client("sandbox-drawn");
        List<CompletableFuture<HttpResponse<byte[]>>> drawings = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            own.ask("PUT", "/__admin/images/large-" + i + ".png", "{\"width\":4096,\"height\":4096}");
        }
        for (int i = 0; i < 12; i++) {
            String url = image(own, "large-" + i + ".png").path("originalUrl").asText();
            drawings.add(http.sendAsync(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(own.get("/images").status()).isEqualTo(200);
        }
        assertThat(drawings).anyMatch(drawing -> !drawing.isDone());
        for (var drawing : drawings) {
            assertThat(drawing.join().statusCode()).isEqualTo(200);
        }
    }
}
