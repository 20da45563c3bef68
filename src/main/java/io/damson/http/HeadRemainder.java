package io.damson.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows a fault in a request's head, up to the head's end. It is read tolerantly, since the request is refused anyhow, and kept
 * only as far as the refusal may depend on it.
 */
final class HeadRemainder {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_KEPT = 32 * 1024;

    private final List<String> fields = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private boolean skipsLine;
    private int read;
    private int kept;

    /** @param amidLine whether a line has begun, which is passed over */
    HeadRemainder(boolean amidLine) {
        this.skipsLine = amidLine;
    }

    /** The lines of header fields that were kept. */
    List<String> fields() {
        return fields;
    }

    /** Reads on; whether the head's end has come. Throws the fault where so much has come that the end is not waited for. */
    boolean read(ByteBuffer bytes, ProblemException fault) {
        while (bytes.hasRemaining()) {
            char octet = (char) (bytes.get() & 0xFF);
            if (++read > MAX_BYTES) {
                throw fault;
            }
            if (octet == '\n') {
                if (endOfLine()) {
                    return true;
                }
            } else if (octet != '\r') {
                append(octet);
            }
        }
        return false;
    }

    /** A line that is too long, or has what no answer may repeat, is passed over. */
    private void append(char octet) {
        skipsLine |= line.length() == MAX_LINE || octet < ' ' && octet != '\t' || octet == 0x7F;
        if (!skipsLine) {
            line.append(octet);
        }
    }

    private boolean endOfLine() {
        if (!skipsLine && line.isEmpty()) {
            return true;
        }
        if (!skipsLine && kept + line.length() <= MAX_KEPT) {
            fields.add(line.toString());
            kept += line.length();
        }
        line.setLength(0);
        skipsLine = false;
        return false;
    }
}
