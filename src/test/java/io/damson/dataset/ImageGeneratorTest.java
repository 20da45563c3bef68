package io.damson.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Images that are made up. */
class ImageGeneratorTest {
    private static final List<Image> IMAGES = ImageGenerator.images(20_000, 7);

    private static byte[] bytes(List<Image> images) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageWriter writer = new ImageWriter(bytes)) {
            for (Image image : images) {
                writer.write(image);
            }
        }
        return bytes.toByteArray();
    }

    /** Teams pin tests to generated data: a new digest here is a change that the changelog has to name. */
    @Test
    void theSameSeedGivesTheSameBytesOnEveryMachine() throws IOException, NoSuchAlgorithmException {
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(IMAGES))))
                .isEqualTo("85ac655342dc3d3892b47705bbe76d8af75103788410853dfa900d6db03f92fd");
        assertThat(bytes(ImageGenerator.images(100, 8))).isNotEqualTo(bytes(IMAGES.subList(0, 100)));
    }

    @Test
    void moreImagesBeginWithTheSame() {
        assertThat(ImageGenerator.images(1_000, 7)).isEqualTo(IMAGES.subList(0, 1_000));
    }

    @Test
    void idsAndReferencesAreUnique() {
        assertThat(IMAGES).extracting(Image::id).doesNotHaveDuplicates();
        assertThat(IMAGES).extracting(Image::reference).doesNotHaveDuplicates();
    }

    @Test
    void fewHundredImagesHaveAllBoundaryCases() {
        List<Image> images = IMAGES.subList(0, 400);
        Set<String> names =
                images.stream().map(image -> image.reference().value()).collect(Collectors.toSet());
        for (String part : List.of("'", "\"", "(", "%", "%25", "%2F", "/", "\\", "_", ";", "日", "👩", "<")) {
            assertThat(names).as(part).anyMatch(name -> name.contains(part));
        }
        assertThat(names)
                .anyMatch(name -> !Normalizer.isNormalized(name, Normalizer.Form.NFC)
                        && names.contains(Normalizer.normalize(name, Normalizer.Form.NFC)));
        assertThat(names.stream()
                        .filter(name -> name.codePointCount(0, name.length()) == ImageReference.MAX_CODE_POINTS))
                .hasSize(2);
        assertThat(images).extracting(Image::status).contains(ImageStatus.values());
        List<Predicate<Image>> cases = List.of(
                image -> image.fileType() == null,
                image -> image.createdOn() == null,
                image -> image.tags() == null,
                image -> Objects.equals(image.tags(), List.of()),
                image -> image.originalUrl() == null,
                image -> image.originalUrl() != null && image.thumbnailUrl() == null,
                image -> image.width() == 0,
                image -> image.sizeInBytes() > Integer.MAX_VALUE,
                image -> image.numLinks() == 0);
        for (Predicate<Image> present : cases) {
            assertThat(images).anyMatch(present);
        }
    }

    @Test
    void aNumberThatCannotBeMeantIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageGenerator.images(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ImageGenerator.images(ImageGenerator.MAX_IMAGES + 1, 1));
    }
}
