package io.damson.mock.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.damson.dataset.MockData;
import io.damson.http.CorsOrigins;
import io.damson.http.HttpLimits;
import io.damson.http.PathHandler;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.query.ImageQueryParser;
import io.damson.server.DamsonServer;
import io.damson.server.Seats;
import io.damson.server.ServerConfiguration;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import io.damson.store.TenantStore;
import io.damson.tenant.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files behind the URLs of the mock's images, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaHandlerTest {
    private final Database database = Database.open(DatabaseConfiguration.temporary());
    private final ImageStore images = new ImageStore(database);
    private final HttpClient client = HttpClient.newHttpClient();
    private DamsonServer server;
    private Tenant acme;

    @BeforeAll
    void start() throws IOException {
        TenantStore tenants = new TenantStore(database);
        server = DamsonServer.start(
                new ServerConfiguration("127.0.0.1", 0, "/dam", HttpLimits.DEFAULT, Optional.empty()),
                database,
                new Seats(
                        tenants::ofKey,
                        List.of(new PathHandler(
                                MediaUrls.PATH, new MediaHandler(this::find, UnaryOperator.identity()))),
                        UnaryOperator.identity(),
                        CorsOrigins.anyWithCredentials(),
                        refused -> {},
                        Duration.ZERO));
        MockData data = MockData.load(Path.of("mock-data/acme.json")).get(0);
        acme = tenants.add(data.tenant()).orElseThrow();
        MediaUrls urls = new MediaUrls(server.uri().resolve("/"));
        images.insert(
                acme,
                data.images().stream()
                        .map(image -> urls.point(data.tenant().value(), image))
                        .toList());
    }

    private Optional<Image> find(String label, ImageReference reference) {
        return label.equals("acme") ? images.find(acme, reference) : Optional.empty();
    }

    @AfterAll
    void stop() {
        server.close();
        database.close();
    }

    private Image image(String reference) {
        return images.find(acme, new ImageReference(reference)).orElseThrow();
    }

    private HttpResponse<byte[]> ask(String method, String url, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri().resolve(url)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(String url) throws IOException, InterruptedException {
        return ask("GET", url);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String formatAndSize(byte[] file) throws IOException {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
            ImageReader reader = readers.next();
            reader.setInput(bytes);
            assertThat(reader.read(0).getWidth()).isEqualTo(reader.getWidth(0)); // whole, to the last byte
            return reader.getFormatName().toLowerCase(Locale.ROOT) + " " + reader.getWidth(0) + "x"
                    + reader.getHeight(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "trail-runner-green-front.jpg, image/jpeg, jpeg",
        "trail-runner-green-detail.png, image/png, png",
        "banner-spring-sale.gif, image/gif, gif",
        "велосипед.jpg, image/jpeg, jpeg"
    })
    void originalsHaveTheSizeAndTheFormatOfTheData(String reference, String mediaType, String format)
            throws IOException, InterruptedException {
        Image image = image(reference);
        HttpResponse<byte[]> answer = get(Objects.requireNonNull(image.originalUrl()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(mediaType);
        assertThat(formatAndSize(answer.body())).isEqualTo(format + " " + image.width() + "x" + image.height());
        assertThat(header(answer, "X-Original-Size")).isEmpty();
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("ETag", "Retry-After", "X-Original-Size");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void whatIsLargerThan4096PixelsIsDrawnSmallerAndSaysSo() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                get(Objects.requireNonNull(image("billboard-autumn-2025.png").originalUrl()));
        assertThat(formatAndSize(answer.body())).isEqualTo("png 4096x2731");
        assertThat(header(answer, "X-Original-Size")).isEqualTo("36000x24000");
    }

    @Test
    void thumbnailsArePngAndNoLargerThanTheirSideOrTheOriginal() throws IOException, InterruptedException {
        Image image = image("lookbook-autumn-2025-01.jpg"); // 6000x4000
        assertThat(formatAndSize(get(String.valueOf(image.thumbnailUrl())).body()))
                .isEqualTo("png 150x100");
        assertThat(formatAndSize(get(String.valueOf(image.thumbnailMediumUrl())).body()))
                .isEqualTo("png 400x267");
        assertThat(formatAndSize(
                        get(String.valueOf(image.thumbnailPreviewUrl())).body()))
                .isEqualTo("png 800x533");
        Image small = images.list(acme, ImageQueryParser.parse("width eq 64", null, 100, 0))
                .get(0);
        assertThat(formatAndSize(get(String.valueOf(small.thumbnailUrl())).body()))
                .isEqualTo("png 64x64");
    }

    @Test
    void everyUrlOfTheDataHasAFile() throws IOException, InterruptedException {
        int urls = 0;
        for (int skip = 0; skip < 200; skip += 100) {
            for (Image image : images.list(acme, ImageQueryParser.parse(null, null, 100, skip))) {
                for (String url : new String[] {
                    image.originalUrl(), image.thumbnailUrl(), image.thumbnailMediumUrl(), image.thumbnailPreviewUrl()
                }) {
                    if (url != null && (image.width() > 0 || !url.contains("/original/"))) {
                        assertThat(ask("GET", url, "If-None-Match", "*").statusCode())
                                .as(url)
                                .isEqualTo(304);
                        urls++;
                    }
                }
            }
        }
        assertThat(urls).isGreaterThan(500);
    }

    @Test
    void theSameBytesComeEveryTimeAndNamesDiffer() {
        Picture picture = new Picture("crème – (1).jpg", "th", new PixelSize(300, 200), FileFormat.JPEG);
        assertThat(picture.draw()).isEqualTo(picture.draw());
        assertThat(new Picture("crème – (2).jpg", "th", new PixelSize(300, 200), FileFormat.JPEG).draw())
                .isNotEqualTo(picture.draw());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4096", "4096, 1", "3, 2", "25, 14"})
    void anySizeCanBeDrawn(int width, int height) throws IOException {
        for (FileFormat format : FileFormat.values()) {
            PixelSize size = new PixelSize(width, height);
            assertThat(formatAndSize(new Picture("🫐".repeat(255), "original", size, format).draw()))
                    .endsWith(" " + size);
        }
    }

    @Test
    void whoHasTheFileIsToldSo() throws IOException, InterruptedException {
        HttpResponse<byte[]> first = get("/media/acme/th/product-main-front.jpg");
        String tag = header(first, "ETag");
        assertThat(header(first, "Cache-Control")).isEqualTo("public, no-cache");
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            HttpResponse<byte[]> again = ask("GET", "/media/acme/th/product-main-front.jpg", "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "ETag")).isEqualTo(tag);
        }
        assertThat(ask("GET", "/media/acme/thm/product-main-front.jpg", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() throws IOException, InterruptedException {
        HttpResponse<byte[]> get = get("/media/acme/thm/product-main-front.jpg");
        HttpResponse<byte[]> head = ask("HEAD", "/media/acme/thm/product-main-front.jpg");
        assertThat(head.body()).isEmpty();
        for (String name : List.of("Content-Length", "Content-Type", "ETag", "Cache-Control")) {
            assertThat(header(head, name)).as(name).isNotEmpty().isEqualTo(header(get, name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/media/",
                "/media/acme",
                "/media/acme/original/",
                "/media/acme/original/unknown.jpg",
                "/media/acme/large/product-main-front.jpg",
                "/media/acme/original/product-main-front.jpg/",
                "/media/ACME/original/product-main-front.jpg",
                "/media/globex/original/product-main-front.jpg",
                "/media/acme/original/parka-olive-front.jpg",
                "/media/acme/th/wool-scarf-grey-front.jpg"
            })
    void whatIsNotThereIsAProblem(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"instance\":\"" + path + "\"");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void filesAreOnlyRead() throws IOException, InterruptedException {
        assertThat(ask("DELETE", "/media/acme/th/product-main-front.jpg").statusCode())
                .isEqualTo(405);
        assertThat(header(ask("OPTIONS", "/media/acme/th/product-main-front.jpg"), "Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void theCacheHoldsWhatWasAskedForLast() {
        Picture first = new Picture("a", "", new PixelSize(100, 100), FileFormat.PNG);
        Picture second = new Picture("b", "", new PixelSize(100, 100), FileFormat.PNG);
        MediaCache cache = new MediaCache(first.draw().length + second.draw().length - 1);
        byte[] kept = cache.file(first);
        assertThat(cache.file(first)).isSameAs(kept);
        cache.file(second);
        assertThat(cache.bytes()).isEqualTo(second.draw().length);
        assertThat(cache.file(first)).isNotSameAs(kept).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "http:///x", "localhost:8080", "http://x?y"})
    void aPublicUrlIsOneOfTheWeb(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaUrls(URI.create(url)))
                .withMessageContaining("http://localhost:8080");
    }
}
