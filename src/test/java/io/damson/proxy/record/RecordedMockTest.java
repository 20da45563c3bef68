package io.damson.proxy.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.http.HttpLimits;
import io.damson.mock.MockConfiguration;
import io.damson.mock.MockServer;
import io.damson.mock.fault.StandingFaults;
import io.damson.proxy.StandIn.Instead;
import io.damson.server.ServerConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session with a server is recorded, and played by a mock: what is played is what the server would respond. */
@Timeout(60)
class RecordedMockTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> notices = new ArrayList<>();

    private static MockServer mock(Optional<Path> data) throws IOException {
        return MockServer.start(new MockConfiguration(
                data,
                List.of(),
                new ServerConfiguration("127.0.0.1", 0, "/", HttpLimits.DEFAULT, Optional.empty()),
                Duration.ofSeconds(10),
                Optional.empty(),
                false,
                Optional.empty(),
                StandingFaults.NONE,
                Optional.empty()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String reference(List<JsonNode> images, String status) {
        return images.stream()
                .filter(image -> image.path("status").asText().equals(status)
                        && image.path("reference").asText().matches("[a-z0-9.-]+"))
                .findFirst()
                .orElseThrow()
                .path("reference")
                .asText();
    }

    @Test
    void aMockOverTheFolderHasTheImagesOfTheServer() throws IOException {
        List<JsonNode> acme;
        List<JsonNode> globex;
        try (MockServer server = mock(Optional.empty())) {
            try (Recorder recorder = Recorder.open(folder, notices::add)) {
                Traffic first = new Traffic(recorder, server.uri(), "acme-demo-key");
                List<JsonNode> before = first.all();
                first.get("/images?$filter=status%20eq%20%27Ok%27", "Accept-Encoding", "gzip");
                String deleted = reference(before, "Ok");
                assertThat(first.delete("/images(" + deleted + ")").status()).isEqualTo(204);
                assertThat(first.delete("/images(" + reference(before, "Up") + ")")
                                .status())
                        .isEqualTo(409);
                assertThat(first.get("/images(" + deleted + ")").status()).isEqualTo(404);
                new Traffic(recorder, server.uri(), "globex-demo-key").get("/images", "Accept-Encoding", "gzip");
            }
            try (Recorder unused = Recorder.open(folder.resolve("other"), notices::add)) {
                acme = new Traffic(unused, server.uri(), "acme-demo-key").all();
                globex = new Traffic(unused, server.uri(), "globex-demo-key").all();
            }
        }
        try (MockServer played = mock(Optional.of(folder));
                Recorder unused = Recorder.open(folder.resolve("other"), notices::add)) {
            assertThat(new Traffic(unused, played.uri(), "recorded-1-key").all())
                    .hasSizeGreaterThan(100)
                    .containsExactlyElementsOf(acme);
            assertThat(new Traffic(unused, played.uri(), "recorded-2-key").all())
                    .isNotEmpty()
                    .containsExactlyElementsOf(globex);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void theRecordAnswersListsFiltersImagesAndErrors() throws Exception {
        try (MockServer server = mock(Optional.empty());
                Recorder recorder = Recorder.open(folder, notices::add);
                Recorder unused = Recorder.open(folder.resolve("other"), notices::add);
                Replay replay = Replay.start(recorder, notices::add)) {
            assertThat(replay.of("acme-demo-key")).as("nothing is recorded").isEmpty();
            Traffic live = new Traffic(recorder, server.uri(), "acme-demo-key");
            List<JsonNode> all = live.all();
            new Traffic(recorder, server.uri(), "globex-demo-key").all();
            await(() -> replay.of("acme-demo-key").isPresent()
                    && replay.of("globex-demo-key").isPresent());

            Instead instead = replay.of("acme-demo-key").orElseThrow();
            Traffic played = new Traffic(unused, instead.url(), instead.key());
            assertThat(played.all()).containsExactlyElementsOf(all);
            String reference = reference(all, "Ok");
            for (String target : List.of(
                    "/images?$filter=contains(reference,%27a%27)&$orderby=width%20desc&$top=7",
                    "/images(" + reference + ")", "/images(no-such-image.png)", "/images?$top=101")) {
                assertThat(played.get(target).status())
                        .isEqualTo(live.get(target).status());
                assertThat(Traffic.json(played.get(target))).as(target).isEqualTo(Traffic.json(live.get(target)));
            }
            assertThat(replay.of("globex-demo-key").orElseThrow().key()).isEqualTo("recorded-2-key");
            assertThat(replay.of("unknown-key")).isEmpty();
            assertThat(replay.of("recorded-1-key")).isEmpty();
            assertThat(replay.of("").orElseThrow().key())
                    .as("the mock refuses it")
                    .isEmpty();

            // A deletion of the copy is none of the record.
            assertThat(played.delete("/images(" + reference + ")").status()).isEqualTo(204);
            assertThat(played.get("/images(" + reference + ")").status()).isEqualTo(404);
            assertThat(recorder.data().get(0).images()).hasSameSizeAs(all);

            // Whatever passes later is played later.
            assertThat(live.delete("/images(" + reference(all, "Er") + ")").status())
                    .isEqualTo(204);
            await(() -> replay.of("acme-demo-key").isPresent() && played.all().size() == all.size() - 1);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void theOnlyRecordOfAnEarlierProcessAnswersAnyKeyUntilOneIsSeen() throws Exception {
        try (MockServer server = mock(Optional.empty())) {
            try (Recorder recorder = Recorder.open(folder, notices::add)) {
                new Traffic(recorder, server.uri(), "acme-demo-key").all();
            }
            try (Recorder recorder = Recorder.open(folder, notices::add);
                    Replay replay = Replay.start(recorder, notices::add)) {
                await(() -> replay.of("any-key").isPresent());
                new Traffic(recorder, server.uri(), "acme-demo-key").get("/images?$top=1");
                assertThat(replay.of("any-key")).isEmpty();
                assertThat(replay.of("acme-demo-key")).isPresent();
            }
        }
    }

    /** A process that is killed leaves files that can be played: those of the last second may be missing. */
    @Test
    void aKilledRecorderLeavesAFolderThatCanBePlayed() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessRecording.class.getName(),
                folder.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            await(() -> folder.resolve("recorded-1.json").toFile().exists());
            long first = folder.resolve("recorded-1.json").toFile().length();
            await(() -> folder.resolve("recorded-1.json").toFile().length() != first
                    && folder.resolve("recorded-1.json.new").toFile().exists());
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (MockServer played = mock(Optional.of(folder))) {
            assertThat(played.tenants())
                    .hasSize(1)
                    .first()
                    .satisfies(tenant -> assertThat(tenant.images()).isPositive());
        }
        Recorder.open(folder, notices::add).close();
    }

    /** Records more and more images until it is killed. */
    static final class EndlessRecording {
        private EndlessRecording() {}

        public static void main(String[] arguments) {
            Recorder recorder = Recorder.open(Path.of(arguments[0]), System.err::println);
            Traffic traffic = new Traffic(recorder, URI.create("http://nowhere.invalid"), "one");
            for (long id = 1; ; id++) {
                String row = Rows.row(id % 50_000 + 1, "image-" + id % 50_000 + ".png", id % 3 == 0 ? "Ok" : "Er");
                traffic.passes("GET", "/images", 200, Rows.page(row), id, id);
            }
        }
    }
}
