package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.dataset.MockData;
import io.damson.image.Image;
import io.damson.mock.media.MediaUrls;
import io.damson.verify.shape.Percent;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson mock} answers as documented. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MockIT implements ApiContract, HttpContract {
    /** What it is reached by through a proxy; each image that {@link ApiContract} sees has it. */
    private static final String PUBLIC_URL = "https://mock.example.com/proxy";

    private final DamsonProcess mock = DamsonProcess.start("mock", "--public-url", PUBLIC_URL);
    private final MediaUrls urls = new MediaUrls(URI.create(PUBLIC_URL));
    private final MockData data = MockData.load(Path.of("mock-data/acme.json")).get(0);
    private final Deletions acme = new Deletions(
            ACME,
            data.images().stream()
                    .map(image -> urls.point(data.tenant().value(), image))
                    .toList());

    @Override
    public String url() {
        return mock.url();
    }

    @Override
    public List<String> readyMade() {
        return List.of(
                "/docs",
                "/openapi.yaml",
                "/__admin/openapi.yaml",
                "/__admin/health",
                "/__admin/requests/count",
                "/health/ready",
                "/media/acme/th/product-main-front.jpg");
    }

    @Override
    public List<Image> acme() {
        return acme.left(url());
    }

    @Test
    void verifyAsACommand(@TempDir Path folder) throws IOException {
        Path known = Files.writeString(folder.resolve("known.txt"), "PAGE-1 # a remark\n");
        CommandRun run = CommandRun.of(
                "verify",
                "--url",
                url(),
                "--api-key",
                GLOBEX,
                "--only",
                "KEY-1,GET-1",
                "--seed",
                "4",
                "--known",
                known.toString(),
                "--report",
                folder.resolve("report").toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "level odata, seed 4",
                        "30 images, all read",
                        "passed    KEY-1",
                        "2 passed, 0 failed",
                        "conforms");
        assertThat(folder.resolve("report/report.html")).exists();
        CommandRun wrongKey = CommandRun.of("verify", "--url", url(), "--api-key", "nobody's");
        assertThat(wrongKey.exitCode()).isEqualTo(2);
        assertThat(wrongKey.err()).contains("answered 400", "check --api-key");
        CommandRun wrongContract =
                CommandRun.of("verify", "--url", url(), "--api-key", GLOBEX, "--contract", "openapi/mock-admin.yaml");
        assertThat(wrongContract.exitCode()).isEqualTo(2);
        assertThat(wrongContract.err()).contains("has no GET /images");
    }

    @Test
    void verifyThatIsInterruptedSaysWhatItHasFound(@TempDir Path folder) throws Exception {
        Process process = new ProcessBuilder(Jar.command(
                        List.of(), "verify", "--url", url(), "--api-key", GLOBEX, "--report", folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (!line.startsWith("passed    PAGE-2")) {
                line = out.readLine();
            }
            // The process itself would close its output too.
            process.toHandle().destroy();
            assertThat(out.lines()).contains("broken off: interrupted", "no verdict: the run was broken off");
        }
        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(Files.readString(folder.resolve("junit.xml"))).contains("<error message=\"interrupted\"");
    }

    @Test
    void namesItsKeys() {
        assertThat(mock.greeting()).contains("acme-demo-key", "globex-demo-key", "empty-demo-key");
    }

    @Test
    void printsSixLinesWithTheReadyLineLast() {
        assertThat(mock.greeting().lines())
                .containsExactly(
                        "API       " + url() + "/images",
                        "Keys      acme-demo-key (150 images), empty-demo-key (0 images), globex-demo-key (30 images),"
                                + " sandbox-NAME (a fresh copy)",
                        "Console   " + url() + "/",
                        "Docs      " + url() + "/docs",
                        "Stop      Ctrl-C or SIGTERM");
    }

    @Test
    void drawsTheFileOfAnImage() throws IOException {
        BufferedImage file = ImageIO.read(
                URI.create(url() + "/media/acme/th/product-main-front.jpg").toURL());
        assertThat(file.getWidth()).isEqualTo(150);
    }

    @Test
    void slowClientsAreLeftWithinTenSeconds() {
        long start = System.nanoTime();
        try (Wire silent = Wire.open(url());
                Wire begun = Wire.open(url());
                Wire idle = Wire.open(url())) {
            begun.send("GET /images HTTP/1.1\r\nHost: ");
            idle.send(RawRequest.get("/images?$top=1"));
            assertThat(idle.read("GET").status()).isEqualTo(200);
            assertThat(begun.read("GET").status()).isEqualTo(408);
            assertThat(begun.rest() + silent.rest() + idle.rest()).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void everyRefusedFilterIsAProblemThatNamesTheOptionAndThePosition() throws IOException {
        for (String line : Files.readAllLines(Path.of("src/test/resources/io/damson/query/refused-filters.txt"))) {
            String[] refused = line.split(" ==> ", 2);
            Response response = given().urlEncodingEnabled(false)
                    .header("X-API-KEY", ACME)
                    .get(url() + "/images?$filter=" + Percent.encode(refused[0]));
            assertThat(response.statusCode()).as(line).isEqualTo(400);
            assertThat(response.contentType()).isEqualTo("application/problem+json");
            JsonNode problem = Orderly.JSON.readTree(response.asByteArray());
            assertThat(problem.path("detail").textValue())
                    .startsWith("$filter: ")
                    .contains(" at position ", refused[1]);
            assertThat(problem.path("validationFailures").fieldNames())
                    .toIterable()
                    .containsExactly("$filter");
        }
    }

    @AfterAll
    void stopsInOrder() throws InterruptedException {
        assertThat(mock.terminate()).isIn(0, 143);
    }
}
