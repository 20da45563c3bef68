package io.damson.mock.media;

import io.damson.image.Image;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The four files of an image, and the member of the contract that holds each one's URL. */
enum MediaVariant {
    ORIGINAL("original", 4_096, Image::originalUrl),
    THUMBNAIL("th", 150, Image::thumbnailUrl),
    MEDIUM("thm", 400, Image::thumbnailMediumUrl),
    PREVIEW("thp", 800, Image::thumbnailPreviewUrl);

    private final String segment;
    private final int maxSide;

    @SuppressWarnings("ImmutableEnumChecker") // accessors of a record
    private final Function<Image, @Nullable String> url;

    MediaVariant(String segment, int maxSide, Function<Image, @Nullable String> url) {
        this.segment = segment;
        this.maxSide = maxSide;
        this.url = url;
    }

    /** What stands for it in a path. */
    String segment() {
        return segment;
    }

    /** The image's URL of it. */
    @Nullable
    String urlOf(Image image) {
        return url.apply(image);
    }

    /** Whether the image has such a file: before it is processed it has none. */
    boolean isOf(Image image) {
        return urlOf(image) != null && image.width() > 0 && image.height() > 0;
    }

    /** How large it is drawn: as large as the original, or smaller in the same proportion. */
    PixelSize sizeOf(Image image) {
        return new PixelSize(image.width(), image.height()).within(maxSide);
    }

    /** Originals have the image's own format, thumbnails are always PNG. */
    FileFormat formatOf(Image image) {
        return this == ORIGINAL ? FileFormat.ofFileType(image.fileType()) : FileFormat.PNG;
    }

    static Optional<MediaVariant> ofSegment(String segment) {
        return Arrays.stream(values())
                .filter(variant -> variant.segment.equals(segment))
                .findFirst();
    }
}
