package io.damson.http;

import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A file as clients get it.
 *
 * @param mediaType with its charset where it is text
 * @param entityTag in quotes; another one as soon as the bytes are others (RFC 9110, section 8.8.3)
 * @param headers the header fields that it has beside those of every file
 * @param isAtHand whether the bytes are there as soon as they are asked for
 * @param bytes asked for only where they are sent
 */
public record ServedFile(
        String mediaType,
        String entityTag,
        Map<String, String> headers,
        BooleanSupplier isAtHand,
        Supplier<byte[]> bytes) {
    /** A file whose bytes are at hand. */
    public static ServedFile of(String mediaType, byte[] bytes, Map<String, String> headers) {
        return new ServedFile(mediaType, "\"" + UUID.nameUUIDFromBytes(bytes) + "\"", headers, () -> true, () -> bytes);
    }
}
