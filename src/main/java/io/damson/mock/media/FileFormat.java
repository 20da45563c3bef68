package io.damson.mock.media;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/** The formats that are drawn: those of the API's documentation. */
enum FileFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    GIF("image/gif");

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The format of an image's file type; PNG where the type is unknown or none that is drawn. */
    static FileFormat ofFileType(@Nullable String fileType) {
        return switch (fileType == null ? "" : fileType.toLowerCase(Locale.ROOT)) {
            case "jpg", "jpeg", "jpe", "jfif" -> JPEG;
            case "gif" -> GIF;
            default -> PNG;
        };
    }

    /** The picture as a file. */
    byte[] encode(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType(mediaType).next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // In memory: ImageIO's own choice is a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }
}
