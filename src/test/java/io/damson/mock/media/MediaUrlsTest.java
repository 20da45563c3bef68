package io.damson.mock.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.net.URI;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose URLs point at the mock. */
class MediaUrlsTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2024, 4, 5, 8, 44, 33);

    private static Image pointed(ImageStatus status, @Nullable String originalUrl) {
        Image image = new Image(
                1,
                new ImageReference("a b.jpg"),
                0,
                status,
                TIME,
                null,
                null,
                null,
                originalUrl,
                null,
                null,
                null,
                1,
                1,
                1);
        return new MediaUrls(URI.create("http://mock")).point("shop", image);
    }

    @Test
    void anImageThatIsReadyAndHasNoUrlsGetsAllOfThem() {
        Image image = pointed(ImageStatus.OK, null);
        assertThat(image.originalUrl()).isEqualTo("http://mock/media/shop/original/a%20b.jpg");
        assertThat(image.thumbnailUrl()).isEqualTo("http://mock/media/shop/th/a%20b.jpg");
        assertThat(image.thumbnailMediumUrl()).isEqualTo("http://mock/media/shop/thm/a%20b.jpg");
        assertThat(image.thumbnailPreviewUrl()).isEqualTo("http://mock/media/shop/thp/a%20b.jpg");
    }

    @Test
    void aFileThatIsNotThereYetHasNoUrl() {
        assertThat(pointed(ImageStatus.VD, null).originalUrl()).isNull();
        assertThat(pointed(ImageStatus.OK, "https://cdn/a").thumbnailUrl()).isNull();
        assertThat(pointed(ImageStatus.ER, "https://cdn/a").originalUrl()).startsWith("http://mock/");
    }
}
