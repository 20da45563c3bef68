package io.damson.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.damson.image.Image;
import io.damson.image.ImageStatus;
import io.damson.tenant.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code mock-data/}, and how broken ones are refused. */
class MockDataTest {
    private static final Path FOLDER = Path.of("mock-data");
    private static final String IMAGE = "{\"id\": 1, \"reference\": \"a.jpg\", \"numLinks\": 0, \"status\": \"Ok\","
            + " \"modifiedOn\": \"2024-04-05T08:44:33\", \"fileType\": null, \"createdOn\": null, \"tags\": null,"
            + " \"originalUrl\": null, \"thumbnailUrl\": null, \"thumbnailMediumUrl\": null, \"thumbnailPreviewUrl\": null,"
            + " \"width\": 1, \"height\": 1, \"sizeInBytes\": 1}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"acme", "globex", "empty"})
    void filesFulfilTheirSchema(String name) throws IOException {
        Schema schema = SchemaRegistry.withDialect(Dialects.getDraft7())
                .getSchema(Files.readString(FOLDER.resolve("mock-data.schema.json")), InputFormat.JSON);
        assertThat(schema.validate(Files.readString(FOLDER.resolve(name + ".json")), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void everyTenantHasItsDocumentedKey() {
        for (MockData file : MockData.load(FOLDER)) {
            assertThat(file.apiKeys()).extracting(ApiKey::reveal).contains(file.tenant() + "-demo-key");
        }
        assertThat(MockData.load(FOLDER))
                .extracting(file -> file.tenant().value())
                .containsExactly("acme", "empty", "globex");
    }

    @Test
    void acmeHasWhatTestsLookFor() {
        List<Image> images = MockData.load(FOLDER.resolve("acme.json")).get(0).images();
        Set<String> references =
                images.stream().map(image -> image.reference().value()).collect(Collectors.toSet());
        assertThat(images).hasSizeBetween(140, 160);
        assertThat(images.stream().map(Image::status).distinct()).containsExactlyInAnyOrder(ImageStatus.values());
        assertThat(images.stream().map(Image::fileType).distinct())
                .containsExactlyInAnyOrder("jpg", "png", "gif", null);
        assertThat(images.stream().map(Image::createdOn)).containsNull();
        assertThat(images.stream().map(Image::tags)).containsNull().contains(List.of());
        assertThat(images.stream().filter(image -> image.status() == ImageStatus.VD))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image.sizeInBytes()).isZero())
                .allSatisfy(image -> assertThat(image.originalUrl()).isNull());
        assertThat(references)
                .contains(
                        "product-main-front.jpg",
                        "photo (1) – ñ 100%;v=2.jpg",
                        "summer/2024/beach.jpg",
                        "a+b.jpg",
                        "desk #1.jpg")
                .contains("logo.png", "LOGO.png", "it's-a-mug.jpg", "%2F.png", "shoots\\2024\\jacket.jpg", "😀.png")
                .contains(
                        Normalizer.normalize("café.jpg", Normalizer.Form.NFC),
                        Normalizer.normalize("café.jpg", Normalizer.Form.NFD))
                .anySatisfy(reference -> assertThat(reference.codePointCount(0, reference.length()))
                        .isEqualTo(255));
    }

    @Test
    void globexSharesReferencesWithAcme() {
        List<String> acme = MockData.load(FOLDER.resolve("acme.json")).get(0).images().stream()
                .map(image -> image.reference().value())
                .toList();
        assertThat(MockData.load(FOLDER.resolve("globex.json")).get(0).images().stream()
                        .filter(image -> acme.contains(image.reference().value())))
                .hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.json|[{\"reference\":\"a\",\"status\":\"Re\",\"processingFor\":1500}]",
                "a.json|[{\"reference\":\"a\",\"status\":\"Re\",\"processingFor\":\"1500ms\"}]",
                "a.ndjson|{\"reference\":\"a\",\"status\":\"Re\",\"processingFor\":1500}",
                "a.csv|reference,status,processingFor\\na,Re,1500",
                "a.csv|reference,status,processingFor\\na,Re,1.5s"
            })
    void processingForIsADurationOrANumberOfMilliseconds(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content.replace("\\n", "\n"));
        assertThat(MockData.load(file).get(0).processingFor().values()).containsExactly(Duration.ofMillis(1500));
    }

    @Test
    void theSchemaTakesNumbersOfMilliseconds() throws IOException {
        Schema schema = SchemaRegistry.withDialect(Dialects.getDraft7())
                .getSchema(Files.readString(FOLDER.resolve("mock-data.schema.json")), InputFormat.JSON);
        String data = "{\"images\":[{\"reference\":\"a\",\"processingFor\":%s}]}";
        for (String right : List.of("0", "1500", "31536000000", "\"5s\"")) {
            assertThat(schema.validate(data.formatted(right), InputFormat.JSON))
                    .as(right)
                    .isEmpty();
        }
        for (String wrong : List.of("-1", "1.5", "31536000001", "true", "\"soon\"")) {
            assertThat(schema.validate(data.formatted(wrong), InputFormat.JSON))
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    @Test
    void anImageWithoutAnIdGetsTheNumberAfterTheGreatest() throws IOException {
        String second = IMAGE.replace("\"id\": 1, ", "").replace("a.jpg", "b.jpg");
        assertThat(load(file(IMAGE + ",\n" + second))).extracting(Image::id).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\": 1|\"id\": -1|id is -1; a whole number from 0",
                "\"id\": 1|\"id\": 1.5|id is 1.5; a whole number",
                "\"id\": 1|\"id\": \"1\"|id is \"1\"; a whole number",
                "\"a.jpg\"|\"\"|reference is \"\"; a reference is not empty",
                "\"a.jpg\"|null|reference is null; a reference is not empty",
                "\"a.jpg\"|\"a\\u0000b\"|neither NUL nor",
                "\"a.jpg\"|\"a\\ud83d\"|lone surrogates",
                "\"Ok\"|\"ok\"|status is \"ok\"; one of Vd Up Ok Re Er",
                "2024-04-05T08:44:33|2024-02-30T08:44:33|modifiedOn is \"2024-02-30T08:44:33\"; a date-time",
                "2024-04-05T08:44:33|2024-04-05T08:44:33Z|a date-time like 2024-04-05T08:44:33 is needed",
                "\"width\": 1|\"width\": 2147483648|width is 2147483648; a whole number from 0 to 2147483647",
                "\"tags\": null|\"tags\": \"a\"|tags is \"a\"; an array of strings",
                "\"tags\": null|\"tags\": [1]|tags is [1]; a string is needed",
                "\"width\": 1|\"wdth\": 1|\"wdth\" is not a member of an image",
                "\"width\": 1|\"width\": 1, \"width\": 2|the member width is there twice",
                "\"numLinks\": 0|\"numLinks\": 0,,|a comma stands where"
            })
    void aBrokenImageIsRefusedWithFileLineMemberAndRule(String right, String wrong, String message) throws IOException {
        Path file = file("\n" + IMAGE.replace(right, wrong));
        assertThatThrownBy(() -> load(file))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void theLineIsNamed() throws IOException {
        Path file = file("\n" + IMAGE + ",\n" + IMAGE.replace("\"Ok\"", "\"OK\""));
        assertThatThrownBy(() -> load(file)).hasMessageContaining("test.json:3:48: status is \"OK\"");
    }

    @Test
    void idsAndReferencesAreUnique() throws IOException {
        Path ids = file(IMAGE + ",\n" + IMAGE.replace("a.jpg", "b.jpg"));
        assertThatThrownBy(() -> load(ids)).hasMessage(ids + ":2: id is 1; so it is at " + ids + ":1:49");
        Path references = file(IMAGE + ",\n\n" + IMAGE.replace("\"id\": 1", "\"id\": 2"));
        assertThatThrownBy(() -> load(references))
                .hasMessage(references + ":3: reference is \"a.jpg\"; so it is at " + references + ":1:49");
    }

    @Test
    void noIdIsGivenBeyondTheGreatest() throws IOException {
        String greatest = IMAGE.replace("\"id\": 1", "\"id\": 9223372036854775807");
        String without = IMAGE.replace("\"id\": 1, ", "").replace("a.jpg", "b.jpg");
        Path file = file(greatest + ",\n" + without);
        assertThatThrownBy(() -> load(file))
                .hasMessage(file + ":2: there is no id after 9223372036854775807 for it; give it one");
    }

    @Test
    void upToTwentyMistakesAreToldAtOnce() throws IOException {
        write(
                "a.json",
                "{\"tenant\": \"A\", \"apiKeys\": \"k\", \"sandbox\": 1, \"imgs\": [], \"images\": [\n"
                        + IMAGE.replace("Ok", "OK") + ",\n" + IMAGE + ",\n" + IMAGE.replace("\"id\": 1", "\"id\": 2")
                        + "]}");
        write("b.json", "[1,]");
        assertThatThrownBy(() -> MockData.load(folder)).message().isEqualTo("""
                        8 mistakes:
                          F/a.json:2:48: status is "OK"; one of Vd Up Ok Re Er is needed
                          F/a.json:1:2: tenant: a tenant's name has 1 to 63 lower-case letters, digits and hyphens, and begins with no hyphen
                          F/a.json:1:17: apiKeys: an array of one key at least is needed, such as ["shop-demo-key"]
                          F/a.json:1:33: sandbox: true or false is needed, not 1
                          F/a.json:1:47: imgs: there is no such member of a data file, which has tenant, apiKeys, sandbox and images
                          F/a.json:4: reference is "a.jpg"; so it is at F/a.json:3
                          F/b.json:1:2: an image is an object with reference, status, …, not 1
                          F/b.json:1:4: not JSON: something is missing before ], or the comma before it is one too many""".replace("F/", folder + "/"));
        write(
                "a.json",
                ("[" + IMAGE.replace("Ok", "OK") + ",").repeat(1) + (IMAGE.replace("Ok", "OK") + ",").repeat(30)
                        + "1]");
        assertThatThrownBy(() -> MockData.load(folder))
                .message()
                .startsWith("the first 20 mistakes:")
                .hasLineCount(21);
    }

    @Test
    void whatBelongsToNobodyIsATenantNamedAfterItsFile() throws IOException {
        write("Saved Images (1).json", "{\"items\": [" + IMAGE + "]}");
        write("list.json", "[{\"reference\": \"l.jpg\"}]");
        write(
                "lines.ndjson",
                IMAGE + "\n" + IMAGE.replace("\"id\": 1", "\"id\": 2").replace("a.jpg", "b.jpg"));
        write("table.v2.csv", "Reference;Status\nc.jpg;Vd\n");
        write("some.json", "{\"images\": [" + IMAGE + "]}");
        write("named.json", "{\"tenant\": \"shop\", \"images\": []}");
        write("._named.json", "\u0000\u0005");
        write(".#named.json", "");
        Files.createDirectory(folder.resolve("folder.json"));
        assertThat(MockData.load(folder))
                .extracting(data -> data.tenant() + " " + data.apiKeys().get(0).reveal() + " "
                        + data.images().size())
                .containsExactlyInAnyOrder(
                        "saved-images-1 saved-images-1-demo-key 1",
                        "list list-demo-key 1",
                        "lines lines-demo-key 2",
                        "table-v2 table-v2-demo-key 1",
                        "some some-demo-key 1",
                        "shop shop-demo-key 0");
        assertThat(MockData.load(folder.resolve("Saved Images (1).json"))
                        .get(0)
                        .tenant()
                        .value())
                .isEqualTo("saved-images-1");
    }

    @Test
    void theAnswersOfTheApiInAFolderAreOneAccount() throws IOException {
        Path pages = Files.createDirectory(folder.resolve("My Shop"));
        Files.writeString(pages.resolve("1.json"), "{\"items\": [" + IMAGE + "]}");
        Files.writeString(
                pages.resolve("2.json"),
                "{\"items\": [" + IMAGE.replace("\"id\": 1", "\"id\": 2").replace("a.jpg", "b.jpg") + "]}");
        Files.writeString(pages.resolve("3.json"), "{\"items\": []}");
        MockData shop = MockData.load(pages).get(0);
        assertThat(MockData.load(pages)).hasSize(1);
        assertThat(shop.tenant().value()).isEqualTo("my-shop");
        assertThat(shop.apiKeys().get(0).reveal()).isEqualTo("my-shop-demo-key");
        assertThat(shop.images()).extracting(Image::id).containsExactly(1L, 2L);
        Files.writeString(pages.resolve("4.json"), "{\"items\": [" + IMAGE + "]}");
        assertThatThrownBy(() -> MockData.load(pages))
                .hasMessage(pages + "/4.json:1:12: id is 1; so it is at " + pages + "/1.json:1:12");
    }

    @Test
    void whatMayNotBeNullIsMadeUp() throws IOException {
        Path file = write("a.ndjson", "{\"reference\": \"a.jpg\"}");
        assertThat(load(file))
                .singleElement()
                .hasToString("Image[id=1, reference=a.jpg, numLinks=0, status=OK, modifiedOn=2024-01-01T00:00,"
                        + " fileType=null, createdOn=null, tags=null, originalUrl=null, thumbnailUrl=null,"
                        + " thumbnailMediumUrl=null, thumbnailPreviewUrl=null, width=800, height=600,"
                        + " sizeInBytes=480000]");
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<Image> load(Path file) {
        return MockData.load(file).get(0).images();
    }

    private Path file(String images) throws IOException {
        return Files.writeString(
                folder.resolve("test.json"),
                "{\"tenant\": \"test\", \"apiKeys\": [\"k\"], \"images\": [" + images + "]}");
    }
}
