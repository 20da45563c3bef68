package io.damson.verify.traffic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Bodies of responses without their content codings (RFC 9110, section 8.4). */
public final class Decoded {
    /** The most bytes that a body is decoded to. */
    public static final int MAX_BYTES = 32 * 1024 * 1024;

    private static final int ZLIB_METHOD_MASK = 0x0f;
    private static final int DEFLATE_METHOD = 8;

    private Decoded() {}

    /**
     * The body of a response, decoded; empty where it has another coding than {@code gzip}, {@code x-gzip}, {@code deflate} and {@code
     * identity}, or several, where it is broken, and where it is longer than {@link #MAX_BYTES}.
     */
    public static Optional<byte[]> of(Passage passage) {
        String coding = String.join(
                        ",",
                        passage.fields().stream()
                                .filter(field -> field.name().equalsIgnoreCase("Content-Encoding"))
                                .map(Field::value)
                                .toList())
                .strip()
                .toLowerCase(Locale.ROOT);
        byte[] body = passage.bodyBytes();
        if (body.length == 0) {
            return Optional.of(body); // that of a HEAD has a coding, and no bytes
        }
        try {
            return switch (coding) {
                case "", "identity" -> Optional.of(body).filter(bytes -> bytes.length <= MAX_BYTES);
                case "gzip", "x-gzip" -> bounded(new GZIPInputStream(new ByteArrayInputStream(body)));
                case "deflate" -> deflated(body);
                default -> Optional.empty();
            };
        } catch (IOException e) {
            return Optional.empty(); // it is not what its header field says
        }
    }

    /** With the head of zlib, as RFC 9110 (8.4.1.2) has it, or without, as some servers send it. */
    private static Optional<byte[]> deflated(byte[] body) throws IOException {
        boolean isZlib = body.length >= 2
                && (body[0] & ZLIB_METHOD_MASK) == DEFLATE_METHOD
                && ((body[0] & 0xff) * 256 + (body[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!isZlib);
        try {
            // Without the head, zlib needs a byte after the end.
            InputStream padded =
                    new SequenceInputStream(new ByteArrayInputStream(body), new ByteArrayInputStream(new byte[1]));
            return bounded(new InflaterInputStream(isZlib ? new ByteArrayInputStream(body) : padded, inflater));
        } finally {
            inflater.end();
        }
    }

    private static Optional<byte[]> bounded(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MAX_BYTES);
            return stream.read() < 0 ? Optional.of(bytes) : Optional.empty();
        }
    }
}
