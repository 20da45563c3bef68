package io.damson.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads lines that end with CR and LF (RFC 9112, section 2.2), as ISO 8859-1; no control character but a tab is in them. */
final class LineReader {
    private final StringBuilder line = new StringBuilder();
    private boolean afterCr;
    private boolean broken;

    /**
     * Reads on, no further than the line's end.
     *
     * @param bytes with an array behind them
     * @param max how long the line may be, in bytes without its end
     * @return the line without its end; null while it has not come
     */
    @Nullable
    String read(ByteBuffer bytes, int max, Supplier<ProblemException> tooLong) {
        if (!afterCr) {
            int from = bytes.position();
            int end = from;
            while (end < bytes.limit() && isText(bytes.get(end))) {
                end++;
            }
            line.append(new String(bytes.array(), bytes.arrayOffset() + from, end - from, StandardCharsets.ISO_8859_1));
            bytes.position(end);
            if (line.length() > max) {
                throw tooLong.get();
            }
            if (!bytes.hasRemaining()) {
                return null;
            }
            byte octet = bytes.get();
            broken = octet != '\r';
            requireCr(octet);
            afterCr = true;
        }
        if (!bytes.hasRemaining()) {
            return null;
        }
        if (bytes.get() != '\n') {
            broken = true;
            throw Malformed.request("a line ends with CR and LF, not with CR alone");
        }
        String whole = line.toString();
        line.setLength(0);
        afterCr = false;
        return whole;
    }

    private static boolean isText(byte octet) {
        return octet >= ' ' && octet != 0x7F || octet < 0 || octet == '\t';
    }

    private static void requireCr(byte octet) {
        if (octet == '\n') {
            throw Malformed.request("a line ends with CR and LF, not with LF alone");
        }
        if (octet != '\r') {
            throw Malformed.request("it has the control character U+%04X".formatted((int) octet));
        }
    }

    /** Whether there was a byte that no line has, so that where lines end is in doubt. */
    boolean isBroken() {
        return broken;
    }

    /** Whether a line has begun that has not ended. */
    boolean hasBegun() {
        return afterCr || !line.isEmpty();
    }

    /** What is here of the line that has not ended. */
    String begun() {
        return line.toString();
    }
}
