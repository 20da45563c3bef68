package io.damson.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.damson.image.Image;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an account is read that does not answer as one would like, and how what was read is kept. */
class RemoteImagesTest {
    private static final String IMAGE = "{\"id\":%d,\"reference\":\"%1$d.jpg\",\"numLinks\":0,\"status\":\"Ok\","
            + "\"modifiedOn\":\"2024-04-05T08:44:33\",\"width\":1,\"height\":1,\"sizeInBytes\":1,\"added\":\"later\"}";
    private static final ApiKey KEY = ApiKey.of("the-accounts-secret");

    private final Queue<Canned> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private HttpServer server;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** An answer, with one header field. */
    private record Canned(int status, String field, String value, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-API-KEY"));
        Canned canned = answers.remove();
        byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add(canned.field(), canned.value());
        exchange.sendResponseHeaders(canned.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private ServiceUrl url() {
        return url("/dam");
    }

    private ServiceUrl url(String path) {
        return new ServiceUrl(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private RemoteImages account() {
        return new RemoteImages(url(), KEY, new Pace(Duration.ZERO), notices::add);
    }

    private void answers(int status, String field, String value, String body) {
        answers.add(new Canned(status, field, value, body));
    }

    private void page(long... ids) {
        List<String> items = new ArrayList<>();
        for (long id : ids) {
            items.add(IMAGE.formatted(id));
        }
        answers(200, "Content-Type", "application/json", "{\"items\":" + items + "}");
    }

    @Test
    void aPageIsAskedForByTheIdsAfterTheLast() throws InterruptedException {
        page(8, 9);
        RemoteImages.Page page = account().after(7);
        assertThat(page.images()).extracting(Image::id).containsExactly(8L, 9L);
        assertThat(page.last()).isEqualTo(9);
        assertThat(page.isEnd()).isFalse();
        assertThat(asked)
                .containsExactly("/dam/images?$filter=id%20gt%207&$orderby=id%20asc&$top=100 the-accounts-secret");
        page();
        assertThat(account().after(9).isEnd()).isTrue();
    }

    @Test
    void whoIsBusyIsAskedAgainWhenItSays() throws InterruptedException {
        answers(429, "Retry-After", "1", "");
        answers(503, "Retry-After", "Tue, 05 Nov 2024 08:44:33 GMT", "");
        page(1);
        long begun = System.nanoTime();
        assertThat(account().from(0).images()).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(notices)
                .containsExactly(
                        "the service answered 429; asking again in 1 s",
                        "the service answered 503; asking again in 0 s");
    }

    @Test
    void whatWillNotPassIsSaidWithoutTheKey() {
        answers(400, "Content-Type", "application/problem+json", "{\"detail\":\"X-API-KEY: unknown\"}");
        answers(400, "Content-Type", "application/problem+json", "{\"detail\":\"once more\"}");
        assertThatThrownBy(() -> account().from(0))
                .isInstanceOf(DatasetException.class)
                .hasMessage("the service answered 400: X-API-KEY: unknown");
        answers(302, "Location", "https://elsewhere.example", "");
        assertThatThrownBy(() -> account().from(0)).hasMessage("the service answered 302 to https://elsewhere.example");
        answers(429, "Retry-After", "86400", "");
        assertThatThrownBy(() -> account().from(0)).hasMessageContaining("1440 minutes");
        answers(200, "Content-Type", "text/html", "<p>Welcome\n</p>");
        assertThatThrownBy(() -> account().from(0)).hasMessageEndingWith("It was: <p>Welcome </p>");
        assertThat(asked).hasSize(5);
        assertThat(notices).isEmpty();
    }

    @Test
    void aServiceThatDoesNotOrderIsNotBelieved() {
        page(3, 2);
        assertThatThrownBy(() -> account().from(0))
                .hasMessage("the service does not order by id, so that the missing images are unknown: after 3 came 2");
    }

    @Test
    void anImageThatTheContractCannotPrintIsLeftOutAndSaid() throws InterruptedException {
        answers(
                200,
                "Content-Type",
                "application/json",
                "{\"items\":[" + IMAGE.formatted(1).replace("Ok", "OK") + "," + IMAGE.formatted(2) + "]}");
        assertThat(account().from(0).images()).extracting(Image::id).containsExactly(2L);
        assertThat(notices).hasSize(1);
        assertThat(notices.get(0)).startsWith("left out: the image with the id 1: status is \"OK\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api2.saleslayer.com",
                "ftp://x/dam",
                "https://user@x/dam",
                "https://x/dam?a=b",
                "https://x/dam#a"
            })
    void theUrlIsWhatStandsBeforeImages(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceUrl(URI.create(url)))
                .withMessageContaining("https://api2.saleslayer.com/dam");
    }

    @Test
    void aSnapshotGoesOnWhereItWasCutOff() throws IOException, InterruptedException {
        Path target = folder.resolve("shop.json");
        page(1, 2);
        try (SnapshotFile file = SnapshotFile.open(target, url())) {
            file.add(account().from(0).images());
        }
        Files.writeString(folder.resolve("shop.json.part"), "{\"id\":3,\"refer", StandardOpenOption.APPEND);
        page(3);
        try (SnapshotFile file = SnapshotFile.open(target, url())) {
            assertThat(file.images()).isEqualTo(2);
            assertThat(file.last().map(Image::id)).hasValue(2L);
            file.add(account().after(2).images());
            file.finish(new TenantName("shop"));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.part").isDirectoryNotContaining("glob:**.new");
        MockData data = MockData.load(target).get(0);
        assertThat(data.images()).extracting(Image::id).containsExactly(1L, 2L, 3L);
        assertThat(data.apiKeys()).extracting(ApiKey::reveal).containsExactly("shop-demo-key");
        assertThat(Files.readString(target)).doesNotContain(KEY.reveal());
    }

    @Test
    void whatIsOfAnotherServiceIsNotGoneOnWith() throws IOException, InterruptedException {
        Path target = folder.resolve("shop.json");
        page(1);
        try (SnapshotFile file = SnapshotFile.open(target, url())) {
            file.add(account().from(0).images());
        }
        assertThatThrownBy(() -> SnapshotFile.open(target, new ServiceUrl(URI.create("https://elsewhere.example"))))
                .hasMessageContaining("is of another service than https://elsewhere.example");
        Files.writeString(folder.resolve("shop.json.part"), "no JSON\n");
        assertThatThrownBy(() -> SnapshotFile.open(target, url())).hasMessageContaining("is no part of a snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://Shop.Example/dam/", "HTTPS://shop.example:443/dam", "https://shop.example/dam///"})
    void aServiceIsTheSameHoweverItsUrlIsWritten(String url) throws IOException {
        Path target = folder.resolve("shop.json");
        Files.writeString(
                folder.resolve("shop.json.part"),
                "{\"snapshotOf\":\"https://shop.example/dam\"}\n"
                        + IMAGE.formatted(1).replace(",\"added\":\"later\"", "") + "\n");
        try (SnapshotFile file = SnapshotFile.open(target, new ServiceUrl(URI.create(url)))) {
            assertThat(file.images()).isEqualTo(1);
        }
        assertThatThrownBy(() -> SnapshotFile.open(target, new ServiceUrl(URI.create("https://shop.example/DAM"))))
                .hasMessageContaining("is of another service");
    }

    @Test
    void oneSnapshotOfAFileIsUnderWayAtOnce() throws IOException, InterruptedException {
        Path target = folder.resolve("shop.json");
        try (SnapshotFile file = SnapshotFile.open(target, url())) {
            assertThatThrownBy(() -> SnapshotFile.open(target, url()))
                    .isInstanceOf(DatasetException.class)
                    .hasMessage("another snapshot into " + target + " is under way; wait until it is done");
            page(1);
            file.add(account().from(0).images());
            file.finish(new TenantName("shop"));
        }
        SnapshotFile.open(target, url()).close();
    }

    /** The lock of one process is no obstacle to itself, so that only another process can tell. */
    @ParameterizedTest
    @ValueSource(strings = {"shop.json", "./x/../shop.json"})
    void aSnapshotOfAnotherProcessIsRefusedAtOnce(String spelling) throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("x"));
        page(1);
        try (SnapshotFile file = SnapshotFile.open(folder.resolve("shop.json"), url())) {
            file.add(account().from(0).images());
            Path out = folder.resolve(spelling);
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.damson.cli.Main",
                            "snapshot",
                            "--url",
                            url().toString(),
                            "--api-key",
                            "another",
                            "--tenant",
                            "shop",
                            "--out",
                            out.toString())
                    .redirectErrorStream(true)
                    .start();
            String told = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(told)
                    .isEqualTo(
                            "damson snapshot: another snapshot into " + out + " is under way; wait until it is done\n");
            assertThat(other.waitFor()).isEqualTo(1);
            file.finish(new TenantName("shop"));
        }
        assertThat(MockData.load(folder.resolve("shop.json")).get(0).images()).hasSize(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneThatIsRefusedLaterIsNotAskedAgain() throws InterruptedException {
        page(1);
        RemoteImages account = account();
        account.from(0);
        answers(400, "Content-Type", "application/problem+json", "{\"detail\":\"no such key\"}");
        assertThatThrownBy(() -> account.after(1)).hasMessage("the service answered 400: no such key");
        assertThat(asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\":\"not sortable\",\"validationFailures\":{\"$orderby\":[\"id\"]}}",
                "{\"detail\":\"Sorting by this field is not supported\"}",
                "Bad Request",
                ""
            })
    void whereTheOrderIsRefusedItIsAskedForWithout(String refusal) throws InterruptedException {
        answers(400, "Content-Type", "application/problem+json", refusal);
        page(1);
        page();
        RemoteImages account = account();
        assertThat(account.from(0).images()).hasSize(1);
        assertThat(account.after(1).isEnd()).isTrue();
        assertThat(notices).containsExactly("the service refuses $orderby=id asc; asking without it");
        assertThat(asked)
                .containsExactly(
                        "/dam/images?$filter=id%20ge%200&$orderby=id%20asc&$top=100 the-accounts-secret",
                        "/dam/images?$filter=id%20ge%200&$top=100 the-accounts-secret",
                        "/dam/images?$filter=id%20gt%201&$top=100 the-accounts-secret");
        answers(400, "Content-Type", "application/problem+json", "{\"detail\":\"$orderby: once more\"}");
        assertThatThrownBy(() -> account.after(1)).hasMessage("the service answered 400: $orderby: once more");
    }

    @Test
    void aSnapshotOfNothingLeavesNothing() throws IOException {
        SnapshotFile.open(folder.resolve("shop.json"), url()).close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void requestsKeepTheirDistance() throws InterruptedException {
        Pace pace = new Pace(Duration.ofMillis(20));
        long begun = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            pace.await();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }
}
