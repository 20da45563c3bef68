package io.damson.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request's head within the limits, and refuses it as soon as it can be known to be none. */
final class HeadReader {
    /** Some clients send an empty line behind a body (RFC 9112, section 2.2). */
    private static final int MAX_EMPTY_LINES = 4;

    private final HttpLimits limits;
    private final LineReader reader = new LineReader();
    private final List<String> fields = new ArrayList<>();
    private String firstLine = "";
    private @Nullable RequestLine requestLine;
    private int emptyLines;
    private int bytes;

    HeadReader(HttpLimits limits) {
        this.limits = limits;
    }

    boolean hasBegun() {
        return bytes > 0 || !firstLine.isEmpty();
    }

    /** What is known of the request line. */
    String requestLine() {
        return firstLine.isEmpty() ? reader.begun() : firstLine;
    }

    /** The head, if this octet was its last; otherwise null. */
    @Nullable
    RequestHead read(byte octet) {
        bytes++;
        String line = reader.read(octet);
        if (line == null) {
            requireWithinBounds();
            return null;
        }
        return requestLine == null ? beginning(line) : field(line, requestLine);
    }

    private @Nullable RequestHead beginning(String line) {
        bytes = 0;
        if (!line.isEmpty()) {
            firstLine = line;
            requestLine = RequestLine.of(line, limits);
        } else if (++emptyLines > MAX_EMPTY_LINES) {
            throw Malformed.request("a request begins with a line like GET /images HTTP/1.1");
        }
        return null;
    }

    private @Nullable RequestHead field(String line, RequestLine requestLine) {
        if (line.isEmpty()) {
            return RequestHead.of(requestLine, fields, limits);
        }
        fields.add(line);
        return null;
    }

    private void requireWithinBounds() {
        if (requestLine == null && bytes > limits.maxTargetBytes() + RequestLine.MAX_BYTES_BESIDE_TARGET) {
            throw RequestLine.tooLong(limits);
        }
        if (requestLine != null && bytes > limits.maxHeaderBytes()) {
            throw Malformed.request(
                    ProblemType.HEADER_FIELDS_TOO_LARGE,
                    "the header fields are longer than " + limits.maxHeaderBytes() + " bytes");
        }
    }
}
