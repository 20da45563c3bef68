package io.damson.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Percent-encoding of UTF-8 (RFC 3986, section 2.1), strictly: what cannot be decoded is not decoded. */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~";
    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** Everything but unreserved characters (RFC 3986, section 2.3) encoded. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append(escape(octet));
            }
        }
        return encoded.toString();
    }

    /** The octet as {@code %XX}. */
    static String escape(byte octet) {
        return "%" + UPPER_CASE.toHexDigits(octet);
    }

    /** The text of ASCII; empty where an escape or the UTF-8 is malformed. A {@code +} is a plus. */
    public static Optional<String> decode(String encoded) {
        byte[] octets = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c >= 0x80) {
                return Optional.empty();
            }
            if (c != '%') {
                octets[length++] = (byte) c;
                continue;
            }
            if (i + 2 >= encoded.length()
                    || !HexFormat.isHexDigit(encoded.charAt(i + 1))
                    || !HexFormat.isHexDigit(encoded.charAt(i + 2))) {
                return Optional.empty();
            }
            octets[length++] = (byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text of a query option's name or value: as {@link #decode}, but a {@code +} is a space. */
    public static Optional<String> decodeQuery(String encoded) {
        return decode(encoded.replace('+', ' '));
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || UNRESERVED.indexOf(octet) >= 0;
    }
}
