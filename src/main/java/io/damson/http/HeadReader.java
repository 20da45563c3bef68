package io.damson.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request's head within the limits, and refuses it as soon as it can be known to be none. */
final class HeadReader {
    /** Some clients send an empty line behind a body (RFC 9112, section 2.2). */
    private static final int MAX_EMPTY_LINES = 4;

    private static final int END_OF_LINE = 2;

    private final HttpLimits limits;
    private final LineReader reader = new LineReader();
    private final List<String> fields = new ArrayList<>();
    private String firstLine = "";
    private @Nullable RequestLine requestLine;
    private int emptyLines;
    private int fieldBytes;

    HeadReader(HttpLimits limits) {
        this.limits = limits;
    }

    boolean hasBegun() {
        return reader.hasBegun() || !firstLine.isEmpty();
    }

    /** What is known of the request line. */
    String requestLine() {
        return firstLine.isEmpty() ? reader.begun() : firstLine;
    }

    /** Reads on, no further than the head's end; null while it has not come. */
    @Nullable
    RequestHead read(ByteBuffer bytes) {
        while (requestLine == null) {
            String line = reader.read(
                    bytes,
                    limits.maxTargetBytes() + RequestLine.MAX_BYTES_BESIDE_TARGET,
                    () -> RequestLine.tooLong(limits));
            if (line == null) {
                return null;
            }
            begin(line);
        }
        while (true) {
            String line = reader.read(bytes, limits.maxHeaderBytes() - fieldBytes, this::tooLarge);
            if (line == null) {
                return null;
            }
            if (line.isEmpty()) {
                return RequestHead.of(requestLine, fields, limits);
            }
            fields.add(line);
            fieldBytes += line.length() + END_OF_LINE;
        }
    }

    private void begin(String line) {
        if (!line.isEmpty()) {
            firstLine = line;
            requestLine = RequestLine.of(line, limits);
        } else if (++emptyLines > MAX_EMPTY_LINES) {
            throw RequestLine.none();
        }
    }

    private ProblemException tooLarge() {
        return Malformed.request(
                ProblemType.HEADER_FIELDS_TOO_LARGE,
                "the header fields are longer than " + limits.maxHeaderBytes() + " bytes");
    }
}
