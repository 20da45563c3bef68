package io.damson.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads a body whose end is known by its length, or by its chunks (RFC 9112, section 7.1), within the limits. */
final class BodyReader {
    private static final int MAX_LINE = 1024;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~\\x80-\\xFF]|\\\\[\\t -~\\x80-\\xFF])*+\"";
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})"
            + "(?:[ \\t]*;[ \\t]*%s(?:[ \\t]*=[ \\t]*(?:%s|%s))?)*+".formatted(TOKEN, TOKEN, QUOTED));

    private enum Part {
        SIZE,
        DATA,
        DATA_END,
        TRAILER,
        END
    }

    private final HttpLimits limits;
    private final boolean chunked;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private final LineReader lines = new LineReader();
    private Part part;
    private int left;
    private int lineBytes;

    /** @param length empty for a chunked body */
    BodyReader(OptionalInt length, HttpLimits limits) {
        this.limits = limits;
        this.chunked = length.isEmpty();
        this.left = length.orElse(0);
        this.part = chunked ? Part.SIZE : left > 0 ? Part.DATA : Part.END;
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** Reads on, no further than the body's end; whether it has come. */
    boolean read(ByteBuffer bytes) {
        while (part != Part.END && bytes.hasRemaining()) {
            if (part == Part.DATA) {
                byte[] piece = new byte[Math.min(left, bytes.remaining())];
                bytes.get(piece);
                body.writeBytes(piece);
                left -= piece.length;
                if (left == 0) {
                    part = chunked ? Part.DATA_END : Part.END;
                }
            } else {
                String line = lines.read(bytes, MAX_LINE - lineBytes, BodyReader::lineTooLong);
                if (line != null) {
                    lineBytes += line.length();
                    endOfLine(line);
                }
            }
        }
        return part == Part.END;
    }

    private static ProblemException lineTooLong() {
        return Malformed.request("a line of the chunked body is longer than " + MAX_LINE + " bytes");
    }

    private void endOfLine(String line) {
        switch (part) {
            case SIZE -> beginChunk(line);
            case DATA_END -> {
                if (!line.isEmpty()) {
                    throw Malformed.request("a chunk is longer than its size");
                }
                part = Part.SIZE;
            }
            default -> {
                if (!line.isEmpty()) {
                    RequestHead.requireField(line);
                }
                part = line.isEmpty() ? Part.END : Part.TRAILER;
            }
        }
        // All trailers together are bounded, and none is used.
        if (part != Part.TRAILER) {
            lineBytes = 0;
        }
    }

    private void beginChunk(String line) {
        var size = CHUNK.matcher(line);
        if (!size.matches()) {
            throw Malformed.request(
                    "a chunk begins with its size in hexadecimal digits, and with extensions like ;name=value");
        }
        long bytes = Long.parseLong(size.group(1), 16);
        if (bytes > limits.maxBodyBytes() - body.size()) {
            throw tooLong(limits);
        }
        left = (int) bytes;
        part = left == 0 ? Part.TRAILER : Part.DATA;
    }

    static ProblemException tooLong(HttpLimits limits) {
        return Malformed.request(
                ProblemType.CONTENT_TOO_LARGE, "the body is longer than " + limits.maxBodyBytes() + " bytes");
    }
}
