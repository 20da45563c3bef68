package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Percent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The strings of big-list-of-naughty-strings, wherever a client can put them. The server holds an image for each: its file type is
 * the string, and its reference too, where it can be one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class NaughtyStrings {
    static final String KEY = "naughty-key";
    private static final LocalDateTime NOON = LocalDateTime.of(2024, 4, 5, 12, 0);
    private static final List<String> STRINGS = read();

    /** Of a server: the start page, which is no failure. */
    private static final Pattern ROOT = Pattern.compile("(?:[Hh][Tt][Tt][Pp]://[^/?#]*)?/?(?:\\?.*)?", Pattern.DOTALL);

    private final List<Image> images = images();
    private final DamsonProcess server = start(images);

    /** A server that holds those images for the key, and nothing else. */
    abstract DamsonProcess start(List<Image> images);

    private static List<String> read() {
        try (InputStream blns = NaughtyStrings.class.getResourceAsStream("/blns/blns.json")) {
            return List.of(new ObjectMapper().readValue(blns, String[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image for each. */
    public static List<Image> images() {
        List<Image> images = new ArrayList<>();
        for (String text : new LinkedHashSet<>(STRINGS)) {
            long id = images.size() + 1L;
            ImageReference reference = new ImageReference(isReference(text) ? text : "naughty-" + id);
            images.add(new Image(
                    id, reference, 0, ImageStatus.OK, NOON, text, null, null, null, null, null, null, 0, 0, 0));
        }
        return images;
    }

    private static boolean isReference(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= ImageReference.MAX_CODE_POINTS
                && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean hasControls(String text, String except) {
        return text.chars().anyMatch(c -> (c < ' ' || c == 0x7F) && except.indexOf(c) < 0);
    }

    Answer ask(String target) {
        try (Wire wire = Wire.open(server.url())) {
            wire.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + KEY + "\r\n\r\n");
            Answer answer = wire.read("GET");
            Orderly.check(answer, "GET");
            return answer;
        }
    }

    @Test
    void thereAre461() {
        assertThat(STRINGS).hasSize(461);
    }

    @Test
    void asAReference() {
        for (String text : STRINGS) {
            Answer answer = ask("/images(" + Percent.encode(text) + ")");
            int status = hasControls(text, "") ? 400 : isReference(text) ? 200 : 404;
            assertThat(answer.status()).as(text).isEqualTo(status);
            if (status == 200) {
                assertThat(Orderly.json(answer).path("reference").textValue()).isEqualTo(text);
            }
        }
    }

    @Test
    void asALiteralOfAFilter() {
        for (String text : STRINGS) {
            assertSelects(
                    text, "reference eq ", image -> image.reference().value().equals(text));
            assertSelects(text, "fileType eq ", image -> Objects.equals(image.fileType(), text));
        }
    }

    private void assertSelects(String text, String filter, Predicate<Image> meant) {
        String literal = "'" + text.replace("'", "''") + "'";
        Answer answer = ask("/images?$filter=" + Percent.encode(filter + literal));
        if (hasControls(text, "\t")) {
            assertThat(answer.status()).as(text).isEqualTo(400);
            return;
        }
        assertThat(answer.status()).as(text).isEqualTo(200);
        List<Long> ids = new ArrayList<>();
        for (JsonNode item : Orderly.json(answer).path("items")) {
            ids.add(item.path("id").longValue());
        }
        assertThat(ids)
                .as(filter + text)
                .isEqualTo(images.stream().filter(meant).map(Image::id).toList());
    }

    /** Those that the parser's own test has, each told where it is wrong. */
    @Test
    void refusedFiltersAreToldWhereTheyAreWrong() throws IOException {
        List<String> filters = refusedFilters();
        assertThat(filters).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        for (String filter : filters) {
            Answer answer = ask("/images?$filter=" + Percent.encode(filter));
            assertThat(answer.status()).as(filter).isEqualTo(400);
            assertThat(Orderly.json(answer).at("/validationFailures/$filter/0").asText())
                    .as(filter)
                    .contains(" at position ");
        }
    }

    private static List<String> refusedFilters() throws IOException {
        try (InputStream file = NaughtyStrings.class.getResourceAsStream("/io/damson/query/refused-filters.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ==> ", 2)[0].strip())
                    .toList();
        }
    }

    @Test
    void asAnOrder() {
        for (String text : STRINGS) {
            assertThat(ask("/images?$orderby=" + Percent.encode(text)).status())
                    .as(text)
                    .isEqualTo(400);
        }
    }

    @Test
    void asAKey() {
        for (String text : STRINGS) {
            try (Wire wire = Wire.open(server.url())) {
                wire.send(
                        "GET /images HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + RawRequest.utf8(text) + "\r\n\r\n");
                Answer answer = wire.read("GET");
                Orderly.check(answer, "GET");
                assertThat(answer.status()).as(text).isIn(400, 401);
            }
        }
    }

    @Test
    void raw() {
        for (String text : STRINGS) {
            for (String target :
                    List.of("/images(" + text + ")", "/images?$filter=reference%20eq%20'" + text + "'", text)) {
                if (!ROOT.matcher(target).matches()) {
                    Answer answer = ask(RawRequest.utf8(target));
                    assertThat(answer.status()).as(text).isIn(200, 400, 404);
                }
            }
        }
    }

    @AfterAll
    void stops() {
        server.close();
    }
}
