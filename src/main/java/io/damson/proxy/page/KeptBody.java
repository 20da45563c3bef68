package io.damson.proxy.page;

import io.damson.verify.traffic.Passage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * A body for people, without secrets.
 *
 * @param text as text, or in base64
 * @param isBase64 whether it is that
 * @param isCut whether there was more
 * @param bytes the length of what is here, decompressed
 */
record KeptBody(String text, boolean isBase64, boolean isCut, int bytes) {
    /** What comes after so many bytes is left out. */
    static final int MAX_BYTES = 128 * 1024;

    /** The body of a passage that was cut, or not, before. */
    static KeptBody of(Passage passage, Redaction redaction) {
        byte[] sent = passage.bodyBytes();
        String coding =
                passage.field("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        boolean isCut = !passage.isWhole();
        try (InputStream stream = switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(sent));
            case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(sent));
            default -> new ByteArrayInputStream(sent);
        }) {
            isCut |= copy(stream, decoded);
        } catch (EOFException e) {
            isCut = true; // the rest was left out
        } catch (IOException e) {
            decoded.reset(); // it is not what the field promises: it is shown as it was sent
            decoded.writeBytes(sent);
        }
        return of(decoded.toByteArray(), isCut, redaction);
    }

    /** Whether there is more than is taken. */
    private static boolean copy(InputStream stream, ByteArrayOutputStream decoded) throws IOException {
        byte[] part = new byte[8192];
        for (int read = stream.read(part); read >= 0; read = stream.read(part)) {
            int room = MAX_BYTES - decoded.size();
            decoded.write(part, 0, Math.min(read, room));
            if (read > room) {
                return true;
            }
        }
        return false;
    }

    private static KeptBody of(byte[] bytes, boolean isCut, Redaction redaction) {
        int end = isCut ? lastWhole(bytes) : bytes.length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString();
            return new KeptBody(isCut ? redaction.beginning(text) : redaction.text(text), false, isCut, end);
        } catch (CharacterCodingException e) {
            // Byte for byte a character, so that a key is found in it.
            byte[] shown = redaction
                    .beginning(new String(bytes, StandardCharsets.ISO_8859_1))
                    .replace('…', '*')
                    .getBytes(StandardCharsets.ISO_8859_1);
            return new KeptBody(Base64.getEncoder().encodeToString(shown), true, isCut, shown.length);
        }
    }

    /** Where the last character ends that was not cut in two (RFC 3629, 3). */
    private static int lastWhole(byte[] bytes) {
        int start = bytes.length;
        for (int back = 1; back <= Math.min(4, bytes.length); back++) {
            int first = bytes[bytes.length - back] & 0xff;
            if ((first & 0xc0) == 0x80) {
                continue;
            }
            int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
            start = length > back ? bytes.length - back : bytes.length;
            break;
        }
        return start;
    }
}
