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
                "\"width\": 1, |``|width is missing; a whole number",
                "\"tags\": null|\"tags\": \"a\"|tags is \"a\"; an array of strings",
                "\"tags\": null|\"tags\": [1]|tags is [1]; a string is needed",
                "\"width\": 1|\"wdth\": 1|\"wdth\" is not a member of an image",
                "\"width\": 1|\"width\": 1, \"width\": 2|Duplicate field 'width'",
                "\"numLinks\": 0|\"numLinks\": 0,,|Unexpected character"
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
        assertThatThrownBy(() -> load(file)).hasMessageContaining("test.json:3: status is \"OK\"");
    }

    @Test
    void idsAndReferencesAreUnique() throws IOException {
        Path ids = file(IMAGE + "," + IMAGE.replace("a.jpg", "b.jpg"));
        assertThatThrownBy(() -> load(ids)).hasMessageContaining("the id 1 is there twice");
        Path references = file(IMAGE + "," + IMAGE.replace("\"id\": 1", "\"id\": 2"));
        assertThatThrownBy(() -> load(references)).hasMessageContaining("the reference a.jpg is there twice");
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
