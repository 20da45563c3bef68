package io.damson.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's head within the limits, and refuses it as soon as it can be known to be none. Where it looks like one but for a
 * fault, the rest of it is read before it is refused: the answer depends on its fields.
 */
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
    private @Nullable ProblemException fault;
    private @Nullable HeadRemainder remainder;
    private boolean isWhole;

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

    /** The lines of header fields that have come, those behind a fault only as far as they are kept. */
    List<String> fields() {
        List<String> all = new ArrayList<>(fields);
        if (remainder != null) {
            all.addAll(remainder.fields());
        }
        return all;
    }

    /** Why the head is going to be refused as soon as the rest of it has come. */
    Optional<ProblemException> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether it was read to its end in spite of its fault, each line ending where any reader sees its end. */
    boolean isWholeInSpiteOfItsFault() {
        return isWhole;
    }

    /** Reads on, no further than the head's end; null while it has not come. */
    @Nullable
    RequestHead read(ByteBuffer bytes) {
        if (fault == null) {
            try {
                if (!readLines(bytes)) {
                    return null;
                }
            } catch (ProblemException e) {
                if (reader.isBroken() || !RequestLine.looksLikeOne(requestLine(), !firstLine.isEmpty())) {
                    throw e;
                }
                fault = e;
            }
        }
        if (fault != null) {
            readRemainder(bytes, fault);
            return null;
        }
        return requestLine == null ? null : RequestHead.of(requestLine, fields, limits);
    }

    private void readRemainder(ByteBuffer bytes, ProblemException why) {
        if (remainder == null) {
            remainder = new HeadRemainder(reader.hasBegun());
        }
        isWhole = remainder.read(bytes, why);
        if (isWhole) {
            throw why;
        }
    }

    private boolean readLines(ByteBuffer bytes) {
        while (requestLine == null) {
            String line = reader.read(
                    bytes,
                    limits.maxTargetBytes() + RequestLine.MAX_BYTES_BESIDE_TARGET,
                    () -> RequestLine.tooLong(limits));
            if (line == null) {
                return false;
            }
            begin(line);
        }
        while (true) {
            String line = reader.read(bytes, limits.maxHeaderBytes() - fieldBytes, this::tooLarge);
            if (line == null) {
                return false;
            }
            if (line.isEmpty()) {
                return true;
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
