package io.damson.mock.media;

import io.damson.image.Image;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A file of an image, which has it. */
record Media(MediaVariant variant, Image image) {
    PixelSize sizeInData() {
        return new PixelSize(image.width(), image.height());
    }

    /** Whether an original is drawn smaller than the data says; thumbnails are meant to be. */
    boolean isReduced() {
        return variant == MediaVariant.ORIGINAL && !variant.sizeOf(image).equals(sizeInData());
    }

    Picture picture() {
        PixelSize size = variant.sizeOf(image);
        return new Picture(image.reference().value(), variant.segment() + " " + size, size, variant.formatOf(image));
    }

    /** Known before anything is drawn: it stands for all that the bytes depend on. */
    String entityTag() {
        String all = Picture.STYLE + picture().toString();
        return "\"" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)) + "\"";
    }
}
