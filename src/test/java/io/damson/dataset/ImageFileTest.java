package io.damson.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.image.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same images come out of every format; what is none is refused where it stands. */
class ImageFileTest {
    private static final String A = "{\"reference\": \"a.jpg\", \"numLinks\": 0, \"status\": \"Ok\","
            + " \"modifiedOn\": \"2024-04-05T08:44:33\", \"width\": 1, \"height\": 1, \"sizeInBytes\": 1}";
    private static final String B = A.replace("a.jpg", "b.jpg");
    private static final String HEADER = "reference,numLinks,status,modifiedOn,width,height,sizeInBytes";
    private static final String ROW = "a.jpg,0,Ok,2024-04-05T08:44:33,1,1,1";

    private static List<ImageItem> items(String name, byte[] bytes) {
        List<ImageItem> items = new ArrayList<>();
        ImageFile file = ImageFile.open(name, new ByteArrayInputStream(bytes));
        for (Optional<ImageItem> item = file.next(); item.isPresent(); item = file.next()) {
            items.add(item.get());
        }
        assertThat(file.bytesRead()).isEqualTo(bytes.length);
        return items;
    }

    private static List<ImageItem> items(String name, String text) {
        return items(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> told(List<ImageItem> items) {
        return items.stream()
                .map(item -> item instanceof ImageItem.Refused refused
                        ? refused.place() + ": " + refused.reason()
                        : item.place() + "="
                                + ((ImageItem.Taken) item).record().image().reference())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void theFormatIsSeenInTheFile(String mark) {
        List<String> expected = List.of("-:2=a.jpg", "-:3=b.jpg");
        assertThat(told(items("-", mark + "[\n" + A + ",\n" + B + "]\n"))).isEqualTo(expected);
        assertThat(told(items(
                        "-",
                        mark + "{\"tenant\": {\"images\": [1]}, \"images\": [\n" + A + ",\n" + B + "], \"x\": [1]}")))
                .isEqualTo(expected);
        assertThat(told(items("-", mark + "\n" + A + "\n" + B))).isEqualTo(expected);
        assertThat(told(items("-", mark + HEADER + "\n" + ROW + "\n" + ROW.replace("a.", "b.") + "\n")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "[]", "{\"images\": []}", HEADER})
    void aFileMayHoldNoImages(String text) {
        assertThat(items("-", text)).isEmpty();
    }

    @Test
    void aFieldOfCsvMayBeQuotedEmptyOrOfManyLines() {
        String text = "reference,tags,createdOn," + HEADER.substring("reference,".length())
                + "\r\n\"a,\"\"b\"\".jpg\",rojo|azul,," + ROW.substring("a.jpg,".length())
                + "\r\n\"a\nb.jpg\",,," + ROW.substring("a.jpg,".length())
                + "\r\nc.jpg,,," + ROW.substring("a.jpg,".length());
        List<ImageItem> items = items("x.csv", text);
        Image first = ((ImageItem.Taken) items.get(0)).record().image();
        assertThat(first.reference().value()).isEqualTo("a,\"b\".jpg");
        assertThat(first.tags()).containsExactly("rojo", "azul");
        assertThat(first.createdOn()).isNull();
        assertThat(told(items.subList(1, 3)))
                .containsExactly(
                        "x.csv:3: reference is \"a\\nb.jpg\"; a reference has no control characters, this one has U+000A",
                        "x.csv:5=c.jpg");
    }

    @Test
    void aBrokenLineOfNdjsonIsNoEnd() {
        byte[] bytes = (A + "\n{\"reference\":\n" + A + A + "\n[1]\n\n\"x\"\n\u00FF\n" + B)
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(told(items("x.ndjson", bytes)))
                .hasSize(7)
                .startsWith("x.ndjson:1=a.jpg")
                .endsWith("x.ndjson:8=b.jpg")
                .anyMatch(item -> item.startsWith("x.ndjson:2: not JSON: Unexpected end-of-input"))
                .anyMatch(item -> item.startsWith("x.ndjson:3: not JSON: Trailing token"))
                .contains("x.ndjson:4: an image is an object with reference, status, …, not [1]")
                .contains("x.ndjson:6: an image is an object with reference, status, …, not \"x\"")
                .contains("x.ndjson:7: the line is not valid UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[|x:1: not JSON: Unexpected end-of-input",
                "[1 2]|x:1: not JSON: Unexpected character",
                "[]]|x:1: not JSON: Unexpected close marker",
                "[][]|x:1: the file goes on after its end",
                "{\"images\": 1}|x:1: an array of images is needed",
                "{\\n\"image\": []}|x:2: an array of images is needed",
                "{\"images\": [],\\n\"images\": []}|x:2: not JSON: Duplicate field 'images'",
                "[{\"width\": 1, \"width\": 1}]|x:1: not JSON: Duplicate field 'width'",
                "[\"\u00FF\"]|not valid UTF-8",
                "what is this|x:1: \"what is this\" is not a member of an image; the header names members, separated by commas",
                "reference;status|x:1: \"reference;status\" is not a member",
                "reference,status,reference|x:1: the header has reference twice",
                "status,width|x:1: the header has no reference",
                "reference,status\\n\"a.jpg|not CSV, here or a little later",
                "reference,status\\n\"a.jpg\"x,Ok|not CSV, here or a little later",
                "reference,status\\n\u00FF,Ok|not valid UTF-8"
            })
    void aFileThatCannotBeReadIsRefusedAsAWhole(String text, String message) {
        byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> items("x", bytes))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.jpg,x,Ok,2024-04-05T08:44:33,1,1,1|numLinks is \"x\"; a whole number from 0 to 2147483647 is needed",
                "a.jpg,-1,Ok,2024-04-05T08:44:33,1,1,1|numLinks is -1; a whole number",
                "a.jpg,1.0,Ok,2024-04-05T08:44:33,1,1,1|numLinks is \"1.0\"; a whole number",
                "a.jpg,0,,2024-04-05T08:44:33,1,1,1|status is missing; one of Vd Up Ok Re Er is needed",
                "a.jpg,0,Ok,2023-02-29T08:44:33,1,1,1|modifiedOn is \"2023-02-29T08:44:33\"; a date-time like",
                "a.jpg,0,Ok,2024-04-05 08:44:33,1,1,1|modifiedOn is \"2024-04-05 08:44:33\"; a date-time like",
                "a.jpg,0,Ok,2024-04-05T08:44:33,1,1,99999999999999999999|sizeInBytes is \"99999999999999999999\"; a whole number",
                ",0,Ok,2024-04-05T08:44:33,1,1,1|reference is missing; a reference is not empty",
                "a.jpg,0,Ok|there are 3 fields; the header has 7",
                "a.jpg,0,Ok,2024-04-05T08:44:33,1,1,1,1|there are 8 fields; the header has 7"
            })
    void aRowIsRefusedWithMemberValueAndRule(String row, String message) {
        assertThat(told(items("x.csv", HEADER + "\n" + row)))
                .singleElement()
                .asString()
                .startsWith("x.csv:2: " + message);
    }

    @Test
    void aMessageRepeatsOnlyTheBeginningOfALongValue() {
        assertThat(told(items("x.ndjson", A.replace("a.jpg", "é".repeat(256)))))
                .singleElement()
                .asString()
                .startsWith("x.ndjson:1: reference is \"ééé")
                .endsWith("…; a reference has at most 255 code points, this one has 256")
                .hasSizeLessThan(250);
    }

    @Test
    void whatIsWrittenIsReadTheSame() throws IOException {
        byte[] acme = Files.readAllBytes(Path.of("mock-data", "acme.json"));
        List<Image> images = images(items("acme.json", acme));
        byte[] first = written(images);
        assertThat(images).hasSize(150);
        assertThat(images(items("-", first))).isEqualTo(images);
        assertThat(new String(first, StandardCharsets.UTF_8)).hasLineCount(150).contains("😀");
    }

    private static List<Image> images(List<ImageItem> items) {
        return items.stream()
                .map(item -> ((ImageItem.Taken) item).record().image())
                .collect(Collectors.toList());
    }

    private static byte[] written(List<Image> images) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageWriter writer = new ImageWriter(bytes)) {
            for (Image image : images) {
                writer.write(image);
            }
        }
        return bytes.toByteArray();
    }
}
