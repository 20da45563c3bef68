package io.damson.http;

import org.jspecify.annotations.Nullable;

/** Reads lines that end with CR and LF (RFC 9112, section 2.2), as ISO 8859-1; no control character but a tab is in them. */
final class LineReader {
    private final StringBuilder line = new StringBuilder();
    private boolean afterCr;

    /** The line without its end, if this octet was its last; otherwise null. */
    @Nullable
    String read(byte octet) {
        if (octet == '\n') {
            if (!afterCr) {
                throw Malformed.request("a line ends with CR and LF, not with LF alone");
            }
            String whole = line.toString();
            line.setLength(0);
            afterCr = false;
            return whole;
        }
        if (afterCr) {
            throw Malformed.request("a line ends with CR and LF, not with CR alone");
        }
        if (octet == '\r') {
            afterCr = true;
        } else if (octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7F) {
            throw Malformed.request("it has the control character U+%04X".formatted((int) octet));
        } else {
            line.append((char) (octet & 0xFF));
        }
        return null;
    }

    /** What is here of the line that has not ended. */
    String begun() {
        return line.toString();
    }
}
