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
import java.util.Locale;
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
        ImageFile file = ImageFile.open(name, new ByteArrayInputStream(bytes), Completeness.WHOLE);
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

    /** A name says what has to be in a file; nothing at all is what an interrupted writer leaves. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\r\n", "\uFEFF", "\uFEFF\n"})
    void anEmptyFileIsNoDocument(String text) {
        assertThatThrownBy(() -> items("x.json", text))
                .isInstanceOf(DatasetException.class)
                .hasMessage(
                        "x.json: the file is empty; an array of images is needed, or an object whose member images or"
                                + " items is one");
        assertThat(items("x.ndjson", text.replace("\uFEFF", ""))).isEmpty();
        assertThatThrownBy(() -> items("x.csv", text.strip()))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith("x.csv: the file is empty; a header is needed");
        assertThat(items("x.csv", text.strip() + HEADER)).isEmpty();
        assertThat(told(items("x.json", text.replace("\uFEFF", "") + " ".repeat(70_000) + "[\n" + A + "]")))
                .hasSize(1);
    }

    /** A saved answer is one line. */
    @Test
    void imagesOfOneLineAreToldApart() {
        assertThat(told(items("x.json", "{\"items\":[" + A + "," + B + "]}")))
                .containsExactly("x.json:1:11=a.jpg", "x.json:1:" + (12 + A.length()) + "=b.jpg");
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
                        "x.csv:3:1: reference is \"a\\nb.jpg\"; a reference has no control characters, this one has U+000A",
                        "x.csv:5=c.jpg");
    }

    @Test
    void aBrokenLineOfNdjsonIsNoEnd() {
        byte[] bytes = (A + "\n{\"reference\":\n" + A + " " + A + "\n[1]\n\n\"x\"\n\"\u00E9\"\n" + B)
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(told(items("x.ndjson", bytes)))
                .containsExactly(
                        "x.ndjson:1=a.jpg",
                        "x.ndjson:2:14: not JSON: it ends too early; a bracket, a brace or a quote is not closed",
                        "x.ndjson:3:" + (A.length() + 2)
                                + ": the line goes on after the image; an image a line is needed",
                        "x.ndjson:4:1: an image is an object with reference, status, …, not [1]",
                        "x.ndjson:6:1: an image is an object with reference, status, …, not \"x\"",
                        "x.ndjson:7:2: not UTF-8: there is the byte E9, which is é in Windows-1252; save the file as UTF-8"
                                + " (in Excel: \"CSV UTF-8\")",
                        "x.ndjson:8=b.jpg");
    }

    /** As a pipe has it, of which no more than a beginning can be seen before it is read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 70_000})
    void aFirstLineMayBeLong(int tagLength) {
        String first = A.replace("\"width\"", "\"tags\": [\"" + "x".repeat(tagLength) + "\"], \"width\"");
        List<String> expected = List.of("standard input:1=a.jpg", "standard input:2=b.jpg");
        assertThat(told(items("standard input", first + "\n" + B))).isEqualTo(expected);
        assertThat(told(items("standard input", first.replace("{", "{ ") + "\r\n" + B + "\r\n")))
                .isEqualTo(expected);
        assertThat(told(items("standard input", "{\"items\": [" + first + ",\n" + B + "]}")))
                .containsExactly("standard input:1:12=a.jpg", "standard input:2=b.jpg");
    }

    @Test
    void anAnswerOfTheApiMayHaveMembersThatAreNotKnown() {
        String answer = "{\"count\": 2, \"items\": [\n" + A.replace("{", "{\"new\": {\"a\": [1]}, ") + ",\n" + B
                + "], \"next\": {\"items\": []}}";
        assertThat(told(items("saved.json", answer))).containsExactly("saved.json:2=a.jpg", "saved.json:3=b.jpg");
        assertThat(items("saved.json", "{\"items\": null}")).isEmpty();
        assertThat(told(items("saved.json", "[" + A.replace("{", "{\"new\": 1, ") + "]")))
                .containsExactly("saved.json:1:3: \"new\" is not a member of an image");
    }

    @Test
    void imagesMayFollowOneAnotherInManyLinesEach() {
        String pretty = A.replace(", ", ",\n  ").replace("{", "{\n  ");
        assertThat(told(items("-", pretty + "\n" + pretty.replace("a.jpg", "b.jpg"))))
                .containsExactly("-:1=a.jpg", "-:9=b.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[|x:1:2: not JSON: it ends too early",
                "[1 2]|x:1:4: not JSON: a comma is missing before 2",
                "[1,]|x:1:4: not JSON: something is missing before ], or the comma before it is one too many",
                "[{\"id\": 1,\\n}]|x:2:1: not JSON: something is missing before }, or the comma before it is one too many",
                "[1,,2]|x:1:4: not JSON: a comma stands where a value or a member has to",
                "[\\n// none\\n]|x:2:1: not JSON: a comment, which JSON does not have; remove it",
                "[\\n# none\\n]|x:2:1: not JSON: a comment",
                "[-Infinity]|x:1:2: not JSON: -Infinity is no value",
                "[{\"width\": NaN}]|x:1:12: not JSON: NaN is no value",
                "[NaN]|x:1:2: not JSON: NaN is no value; strings stand in double quotes, and what is not known is null",
                "[{\"width\": None}]|x:1:12: not JSON: None is no value",
                "[{'id': 1}]|x:1:3: not JSON: strings and names stand in double quotes, not in single ones",
                "[{id: 1}]|x:1:3: not JSON: i begins no member; names stand in double quotes",
                "[{\"id\" 1}]|x:1:8: not JSON: a colon is missing before 1",
                "[{\"id\": 01}]|x:1:10: not JSON: a number that begins with a zero",
                "[\"a\\nb\"]|x:1:4: not JSON: a control character in a string",
                "[\"C:\\x\"]|not JSON: a backslash in a string that escapes nothing",
                "[1}|x:1:3: not JSON: } stands where ] has to",
                "[]]|x:1:3: the file goes on after its end",
                "[][]|x:1:3: the file goes on after its end",
                "[]\\n1|x:2:1: the file goes on after its end",
                "[]\\n\"x\"|x:2:1: the file goes on after its end",
                "[]\\nxyz|x:2:1: the file goes on after its end",
                "{\"images\": []} {\"images\": []}|x:1:16: the file goes on after its end",
                "{\"images\": []}null|x:1:15: the file goes on after its end",
                "{\"images\": 1}|x:1:12: images is an array of images",
                "{\"images\": null}|x:1:12: images is an array of images",
                "{\"tenant\": \"a\"}|x:1:15: an array of images is needed, or an object whose member images or items is one",
                "{\\n\"image\": []}|x:2:12: an array of images is needed",
                "{\"images\": [],\\n\"images\": []}|x:2:1: not JSON: the member images is there twice",
                "{\"images\": [],\\n\"items\": []}|x:2:10: there are images and items; one of them is enough",
                "[{\"width\": 1, \"width\": 1}]|x:1:15: not JSON: the member width is there twice",
                "[\"\u00FF\"]|x:1:3: not UTF-8: there is the byte FF, which is ÿ in Windows-1252",
                "[\"\u0081\"]|x:1:3: not UTF-8: there is the byte 81; save the file as UTF-8",
                "\u00FF\u00FE{|x: the file is UTF-16, as > of Windows PowerShell",
                "PK\u0003\u0004x|x: the file is an archive, such as a workbook",
                "what is this|x:1: \"what is this\" is not a member of an image; the header names members, separated by commas",
                "HEADER,reference|x:1: the header has reference twice",
                "sep=\"\\nHEADER|x:1: sep=\" names a character that cannot separate fields",
                "\"sep=\"\\nHEADER|x:1: sep=\" names a character that cannot separate fields",
                "status,width|x:1: the header has no height, modifiedOn, numLinks, reference, sizeInBytes",
                "HEADER\\n\"a.jpg|x:1: not CSV, here or a little later",
                "HEADER\\n\"a.jpg\"x,Ok|x:1: not CSV, here or a little later",
                "HEADER\\n\u00E9,Ok|x:2:1: not UTF-8: there is the byte E9, which is é in Windows-1252"
            })
    void aFileThatCannotBeReadIsRefusedAsAWhole(String text, String message) {
        byte[] bytes = text.replace("\\n", "\n").replace("HEADER", HEADER).getBytes(StandardCharsets.ISO_8859_1);
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
                "a.jpg,x,Ok,2024-04-05T08:44:33,1,1,1|:2: numLinks is \"x\"; a whole number from 0 to 2147483647 is needed",
                "a.jpg,-1,Ok,2024-04-05T08:44:33,1,1,1|:2: numLinks is -1; a whole number",
                "a.jpg,1.5,Ok,2024-04-05T08:44:33,1,1,1|:2: numLinks is \"1.5\"; a whole number",
                "a.jpg,1.000,Ok,2024-04-05T08:44:33,1,1,1|:2: numLinks is \"1.000\"; a whole number",
                "a.jpg,0,Ok,2024-04-05T08:44:33,1,1,1.02E+11|:7: sizeInBytes is 1.02E+11; digits are lost in that",
                "a.jpg,0,,2024-04-05T08:44:33,1,1,1|:3: status is missing; one of Vd Up Ok Re Er is needed",
                "a.jpg,0,Ok,2023-02-29T08:44:33,1,1,1|:4: modifiedOn is \"2023-02-29T08:44:33\"; a date-time like",
                "a.jpg,0,Ok,2024-04-05T08:44:33Z,1,1,1|:4: modifiedOn is \"2024-04-05T08:44:33Z\"; a date-time like",
                "a.jpg,0,Ok,45387.36,1,1,1|:4: modifiedOn is \"45387.36\"; a date-time like",
                "a.jpg,0,Ok,2024-04-05T08:44:33,1,1,99999999999999999999|:7: sizeInBytes is 99999999999999999999; a whole number",
                ",0,Ok,2024-04-05T08:44:33,1,1,1|:1: reference is missing; a reference is not empty",
                "a.jpg,0,Ok|: there are 3 fields; the header has 7",
                "a.jpg,0,Ok,2024-04-05T08:44:33,1,1,1,1|: there are 8 fields; the header has 7"
            })
    void aRowIsRefusedWithMemberValueAndRule(String row, String message) {
        assertThat(told(items("x.csv", HEADER + "\n" + row)))
                .singleElement()
                .asString()
                .startsWith("x.csv:2" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HEADER\\nROW|1",
                "SEMICOLONS\\nROW|1",
                "TABS\\nROW|1",
                "sep=;\\nSEMICOLONS\\nROW|2",
                "sep=,\\r\\nHEADER\\r\\nROW|2",
                "\"sep=;\"\\nSEMICOLONS\\nROW|2",
                "Sep=^\\nCARETS\\nROW|2",
                "UPPER\\nROW|1",
                " PADDED \\nROW|1"
            })
    void theSeparatorAndTheHeaderAreReadAsSpreadsheetsWriteThem(String text, int headerLine) {
        String header =
                text.contains("UPPER") ? HEADER.toUpperCase(Locale.ROOT) : HEADER.replace("numLinks", " NumLinks ");
        String separator =
                text.contains("SEMICOLONS") ? ";" : text.contains("TABS") ? "\t" : text.contains("CARETS") ? "^" : ",";
        String file = text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replaceFirst("HEADER|SEMICOLONS|TABS|CARETS|UPPER|PADDED", header.replace(",", separator))
                .replace("ROW", ROW.replace(",", separator));
        for (String mark : List.of("", "\uFEFF")) {
            assertThat(told(items("x", mark + file))).containsExactly("x:" + (headerLine + 1) + "=a.jpg");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-04-05 08:44:33|2024-04-05T08:44:33",
                "2024-04-05 8:44:33|2024-04-05T08:44:33",
                "2024-04-05 08:44:33.000|2024-04-05T08:44:33",
                "2024-04-05T08:44|2024-04-05T08:44:00",
                "2024-04-05 08:44|2024-04-05T08:44:00",
                "2024-04-05 8:44|2024-04-05T08:44:00",
                "2024-04-05|2024-04-05T00:00:00"
            })
    void aDateTimeOfCsvMayBeOfAnyIsoForm(String field, String expected) {
        String row = ROW.replace("2024-04-05T08:44:33", " " + field + " ");
        Image image = images(items("x.csv", HEADER + ",createdOn\n" + row + "," + field))
                .get(0);
        assertThat(image.modifiedOn()).isEqualTo(expected);
        assertThat(image.createdOn()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"800", " 800 ", "800.0", "800.00", "800,0", "800,00"})
    void aNumberOfCsvMayHaveDecimalsThatAreNone(String field) {
        String row = "a.jpg;0;Ok;2024-04-05T08:44:33;" + field + ";1;9223372036854775807";
        Image image =
                images(items("x.csv", HEADER.replace(",", ";") + "\n" + row)).get(0);
        assertThat(image.width()).isEqualTo(800);
        assertThat(image.sizeInBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05/04/2024 08:44", "5.4.2024", "05-04-2024", "4/5/24", "2024/04/05"})
    void datesInTheOrderOfACountryAreToldOnce(String date) {
        String row = ROW.replace("2024-04-05T08:44:33", date);
        List<ImageItem> items = items("x.csv", HEADER + "\n" + row + "\n" + ROW + "\n" + row.replace("a.", "b."));
        assertThat(told(items.subList(0, 1)))
                .containsExactly("x.csv:2:4: modifiedOn is \"" + date
                        + "\"; day and month are ambiguous: write all dates like 2024-04-05 08:44:33"
                        + " (in Excel: give the columns the format yyyy-mm-dd hh:mm:ss, and save anew)");
        assertThat(items)
                .extracting(item -> item instanceof ImageItem.Refused refused && refused.isRepeated())
                .containsExactly(false, false, true);
    }

    @Test
    void rowsAndColumnsBeyondTheTableAreNoMistake() {
        assertThat(told(items("x.csv", HEADER + ",,\n" + ROW + ",,\n,,,,,,,,\n,,,,,,,,\n")))
                .containsExactly("x.csv:2=a.jpg");
        assertThat(told(items("x.csv", HEADER + ",\n" + ROW + ",x\n")))
                .containsExactly("x.csv:2:8: \"\" is not a member of an image");
    }

    @Test
    void whatIsWrongInAnImageOfManyLinesIsSaidWhereItIs() {
        String image = A.replace(", ", ",\n  ");
        assertThat(told(items("x.json", "[" + image.replace("\"width\": 1", "\"width\": -1") + "]")))
                .containsExactly("x.json:5:3: width is -1; a whole number from 0 to 2147483647 is needed");
        assertThat(told(items("x.json", "[\n " + image.replace("\"width\": 1,\n", "") + "]")))
                .containsExactly("x.json:2:2: width is missing; a whole number from 0 to 2147483647 is needed");
    }

    @Test
    void aMessageRepeatsOnlyTheBeginningOfALongValue() {
        assertThat(told(items("x.ndjson", A.replace("a.jpg", "é".repeat(256)))))
                .singleElement()
                .asString()
                .startsWith("x.ndjson:1:2: reference is \"ééé")
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
