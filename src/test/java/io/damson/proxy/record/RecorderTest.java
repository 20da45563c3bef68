package io.damson.proxy.record;

import static io.damson.proxy.record.Rows.page;
import static io.damson.proxy.record.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.dataset.DatasetException;
import io.damson.dataset.MockData;
import io.damson.image.Image;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, in which state, in which file. The clock of the passages is counted by hand. */
class RecorderTest {
    private static final URI NOWHERE = URI.create("http://nowhere.invalid");

    @TempDir
    private Path folder = Path.of("");

    private final List<String> notices = new ArrayList<>();

    private Recorder open() {
        return Recorder.open(folder, notices::add);
    }

    private static Traffic of(Recorder recorder, String key) {
        return new Traffic(recorder, NOWHERE, key);
    }

    private static void sees(Traffic traffic, long begun, String... rows) {
        traffic.passes("GET", "/images", 200, page(rows), begun, begun + 1);
    }

    /** As {@code id reference status}. */
    private List<String> recorded(int number) {
        return MockData.load(folder.resolve("recorded-" + number + ".json")).get(0).images().stream()
                .map(image -> image.id() + " " + image.reference().value() + " "
                        + image.status().code())
                .toList();
    }

    private List<Image> images(int number) {
        return MockData.load(folder.resolve("recorded-" + number + ".json"))
                .get(0)
                .images();
    }

    private String allFiles() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                all.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void theStateOfTheRequestThatBeganLastIsKept() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 20, row(1, "a.png", "Ok"));
            sees(traffic, 10, row(1, "a.png", "Up"), row(2, "b.png", "Up"));
            traffic.passes("GET", "/images(b.png)", 200, row(2, "b.png", "Re"), 30, 31);
        }
        assertThat(recorded(1)).containsExactly("1 a.png Ok", "2 b.png Re");
    }

    @Test
    void aDeletedImageStaysDeletedForRequestsThatBeganBeforeItsEnd() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 10, row(1, "a.png", "Ok"), row(2, "b.png", "Ok"));
            traffic.passes("DELETE", "/images(a.png)", 204, "", 20, 40);
            sees(traffic, 30, row(1, "a.png", "Ok"));
        }
        assertThat(recorded(1)).containsExactly("2 b.png Ok");
    }

    @Test
    void aRefusedDeletionDeletesNothing() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 10, row(1, "a.png", "Up"));
            traffic.passes("DELETE", "/images(a.png)", 409, "{}", 20, 40);
            traffic.passes("DELETE", "/images(a.png)", 404, "{}", 20, 40);
        }
        assertThat(recorded(1)).containsExactly("1 a.png Up");
    }

    @Test
    void anImageThatIsNotFoundLaterIsRemovedUnlessItWasSeenSince() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 10, row(1, "a.png", "Ok"), row(2, "b.png", "Ok"));
            traffic.passes("GET", "/images%28a.png%29", 404, "{}", 20, 21);
            sees(traffic, 40, row(2, "b.png", "Ok"));
            traffic.passes("GET", "/images(b.png)", 404, "{}", 30, 50);
        }
        assertThat(recorded(1)).containsExactly("2 b.png Ok");
    }

    @Test
    void aNewImageTakesThePlaceOfThoseWithItsIdOrItsReference() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 10, row(1, "a.png", "Ok"), row(2, "b.png", "Ok"), row(3, "c.png", "Ok"));
            sees(traffic, 20, row(9, "a.png", "Up"), row(2, "renamed.png", "Ok"));
            sees(traffic, 15, row(1, "a.png", "Ok"), row(2, "b.png", "Ok"), row(3, "c.png", "Er"));
            sees(traffic, 30, row(3, "renamed.png", "Ok"));
        }
        assertThat(recorded(1)).containsExactly("3 renamed.png Ok", "9 a.png Up");
    }

    @Test
    void rowsThatAreNoImagesAreLeftOutAndCounted() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 10, row(1, "a.png", "Ok"), row(2, "b.png", "Great"), "7", row(3, "", "Ok"));
            traffic.passes("GET", "/images", 200, "<html>", 20, 21);
            traffic.passes("GET", "/images(c.png)", 200, "[]", 20, 21);
            assertThat(recorder.refused()).isEqualTo(5);
        }
        assertThat(recorded(1)).containsExactly("1 a.png Ok");
        assertThat(notices).hasSize(2).first().asString().contains("status is \"Great\"");
    }

    @Test
    void nothingElseIsKept() {
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            sees(traffic, 10, row(1, "a.png", "Ok"));
            traffic.passes("GET", "/images?%24select=id", 200, page(row(1, "a.png", "Er")), 20, 21);
            traffic.passes("GET", "/images", 404, page(row(1, "a.png", "Er")), 20, 21);
            traffic.passes("POST", "/images", 200, page(row(2, "b.png", "Er")), 20, 21);
            traffic.passes("GET", "/folders", 200, page(row(2, "b.png", "Er")), 20, 21);
        }
        assertThat(recorded(1)).containsExactly("1 a.png Ok");
    }

    @Test
    void everyKeyHasAFileAndNoFileHasAKey() throws IOException {
        String key = "s3cret/of+someone==";
        try (Recorder recorder = open()) {
            sees(
                    of(recorder, key),
                    10,
                    row(
                            1,
                            "a.png",
                            "Ok",
                            "https://user:pw@cdn.example/a.png?w=1&X-Amz-Signature=abc123&key=" + key + "#x"),
                    row(
                            2,
                            "b.png",
                            "Ok",
                            "https://cdn.example/" + key + "/s3cret%2Fof%2Bsomeone%3D%3D?sig=abc123&h=2"));
            sees(of(recorder, "another key's".replace(" ", "-")), 10, row(7, "z.png", "Ok"));
        }
        assertThat(recorded(2)).containsExactly("7 z.png Ok");
        assertThat(allFiles())
                .contains("\"recorded-1-key\"", "\"recorded-2-key\"")
                .doesNotContain(key, "s3cret", "another-key", "abc123", "user:pw");
        assertThat(images(1))
                .extracting(Image::originalUrl)
                .containsExactly(
                        "https://cdn.example/a.png?w=1&X-Amz-Signature=redacted&key=redacted#x",
                        "https://cdn.example/redacted/redacted?sig=redacted&h=2");
    }

    @Test
    void anEarlierRecordIsGoneOnWith() {
        try (Recorder recorder = open()) {
            sees(of(recorder, "one"), 10, row(1, "a.png", "Ok"), row(2, "b.png", "Ok"));
        }
        try (Recorder recorder = open()) {
            Traffic traffic = of(recorder, "one");
            long now = System.nanoTime();
            traffic.passes("DELETE", "/images(a.png)", 204, "", now, now + 1);
            sees(traffic, now + 2, row(3, "c.png", "Ok"));
        }
        assertThat(recorded(1)).containsExactly("2 b.png Ok", "3 c.png Ok");
        assertThat(folder.resolve("recorded-2.json")).doesNotExist();
    }

    @Test
    void aKeyGoesOnWithTheRecordThatHasMostOfItsImages() {
        try (Recorder recorder = open()) {
            sees(of(recorder, "one"), 10, row(1, "a.png", "Ok"), row(2, "b.png", "Ok"));
            sees(of(recorder, "two"), 10, row(1, "a.png", "Ok"), row(2, "y.png", "Ok"));
            sees(of(recorder, "three"), 10, row(1, "p.png", "Ok"));
        }
        try (Recorder recorder = open()) {
            long now = System.nanoTime();
            sees(of(recorder, "two"), now);
            sees(of(recorder, "two"), now + 1, row(1, "a.png", "Er"), row(2, "y.png", "Ok"));
            sees(of(recorder, "one"), now + 1, row(1, "a.png", "Re"), row(2, "b.png", "Ok"));
            sees(of(recorder, "four"), now + 1, row(1, "q.png", "Ok"));
        }
        assertThat(recorded(1)).containsExactly("1 a.png Re", "2 b.png Ok");
        assertThat(recorded(2)).containsExactly("1 a.png Er", "2 y.png Ok");
        assertThat(recorded(3)).containsExactly("1 p.png Ok");
        assertThat(recorded(4)).containsExactly("1 q.png Ok");
    }

    @Test
    void theOnlyRecordIsNotMixedWithImagesThatContradictIt() {
        try (Recorder recorder = open()) {
            sees(of(recorder, "one"), 10, row(1, "a.png", "Ok"));
        }
        try (Recorder recorder = open()) {
            sees(of(recorder, "other"), System.nanoTime(), row(1, "z.png", "Ok"));
        }
        assertThat(recorded(1)).containsExactly("1 a.png Ok");
        assertThat(recorded(2)).containsExactly("1 z.png Ok");
    }

    @Test
    void imagesAndKeysAreBounded() {
        try (Recorder recorder = Recorder.open(folder, 2, 3, notices::add)) {
            Traffic traffic = of(recorder, "one");
            sees(
                    traffic,
                    10,
                    row(1, "a.png", "Ok"),
                    row(2, "b.png", "Ok"),
                    row(3, "c.png", "Ok"),
                    row(4, "d.png", "Ok"));
            sees(traffic, 20, row(5, "e.png", "Ok"), row(1, "a.png", "Er"));
            sees(of(recorder, "two"), 10);
            sees(of(recorder, "three"), 10, row(1, "a.png", "Ok"));
        }
        assertThat(recorded(1)).containsExactly("1 a.png Er", "2 b.png Ok", "3 c.png Ok");
        assertThat(recorded(2)).isEmpty();
        assertThat(folder.resolve("recorded-3.json")).doesNotExist();
        assertThat(notices)
                .containsExactly(
                        "an API key has more than 3 images; the others are not recorded",
                        "there are more than 2 API keys; the others are not recorded");
    }

    @Test
    void aFolderThatCannotBeReadIsRefused() throws IOException {
        Files.writeString(folder.resolve("recorded-1.json"), "{\"tenant\":");
        assertThatThrownBy(this::open).isInstanceOf(DatasetException.class).hasMessageContaining("recorded-1.json:1");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Recorder.open(file, notices::add))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is no folder");
    }
}
