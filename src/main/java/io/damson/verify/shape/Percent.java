package io.damson.verify.shape;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986, 2.1), for requests that a client must send as they are written. */
public final class Percent {
    private static final String UNRESERVED = "-._~";

    private Percent() {}

    /** The text as UTF-8 in which every byte but the unreserved characters is written {@code %XX}. */
    public static String encode(String text) {
        ByteBuffer bytes = utf8(text);
        StringBuilder encoded = new StringBuilder(bytes.remaining() * 3);
        while (bytes.hasRemaining()) {
            int octet = bytes.get() & 0xFF;
            if (isUnreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append(of(octet));
            }
        }
        return encoded.toString();
    }

    /** An octet as {@code %XX}. */
    static String of(int octet) {
        return String.format("%%%02X", octet);
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("A lone surrogate cannot be written in UTF-8", e);
        }
    }

    private static boolean isUnreserved(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
    }
}
