package io.damson.verify.traffic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** The body of a response without its content coding (RFC 9110, section 8.4). */
public final class Decoded {
    /** The longest body that is decoded, in bytes. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    private Decoded() {}

    /** The bytes; empty where the coding is none that can be undone here, or they are no such, or too many. */
    public static Optional<byte[]> of(Passage passage) {
        byte[] body = passage.bodyBytes();
        String coding = passage.field("Content-Encoding")
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .orElse("identity");
        if (body.length == 0) {
            return Optional.of(body);
        }
        return switch (coding) {
            case "identity", "" -> Optional.of(body);
            case "gzip", "x-gzip" -> read(() -> new GZIPInputStream(new ByteArrayInputStream(body)));
            case "deflate" -> read(() -> new InflaterInputStream(new ByteArrayInputStream(body)));
            default -> Optional.empty();
        };
    }

    /** Opens a stream. */
    @FunctionalInterface
    private interface Opened {
        InputStream open() throws IOException;
    }

    private static Optional<byte[]> read(Opened coded) {
        try (InputStream stream = coded.open()) {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
