package io.damson.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads one request off a connection. */
final class RequestReader {
    private final HttpLimits limits;
    private final HeadReader headReader;
    private @Nullable RequestHead head;
    private @Nullable BodyReader body;
    private boolean toldToGoOn;
    private long bytes;

    RequestReader(HttpLimits limits) {
        this.limits = limits;
        this.headReader = new HeadReader(limits);
    }

    /** Whether any byte of the request is here. */
    boolean hasBegun() {
        return headReader.hasBegun() || head != null;
    }

    /** Why the request is going to be refused as soon as the rest of its head has come. */
    Optional<ProblemException> fault() {
        return headReader.fault();
    }

    /** What is known of the request that is refused now. */
    RefusedRequest refused(ProblemException problem) {
        RefusedRequest unnamed = new RefusedRequest(
                "", headReader.requestLine(), headReader.fields(), headReader.isWholeInSpiteOfItsFault(), problem);
        List<String> given = unnamed.values(AnswerHeaders.REQUEST_ID);
        return unnamed.named(AnswerHeaders.requestId(given.size() == 1 ? given.get(0) : null));
    }

    /** How many bytes have come. */
    long bytes() {
        return bytes;
    }

    /** Whether no other request comes on the connection; known when the request is whole. */
    boolean isLast() {
        return head != null && head.last();
    }

    /** Whether the client has to be told now that it may send the body; true only once. */
    boolean goOn() {
        boolean waits = head != null && head.expectsContinue() && !toldToGoOn;
        toldToGoOn |= waits;
        return waits;
    }

    /**
     * Reads on, no further than the request's end.
     *
     * @return the request in a form that nobody can read differently; empty while more has to come
     * @throws ProblemException if it is malformed or beyond the limits
     */
    Optional<byte[]> read(Buffer bytes) {
        int start = bytes.position();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        ByteBuffer copy = ByteBuffer.wrap(array);
        try {
            return read(copy);
        } finally {
            bytes.position(start + copy.position());
            this.bytes += copy.position();
        }
    }

    private Optional<byte[]> read(ByteBuffer bytes) {
        if (head == null || body == null) {
            head = headReader.read(bytes);
            if (head == null) {
                return Optional.empty();
            }
            body = new BodyReader(head.bodyBytes(), limits);
        }
        return body.read(bytes) ? Optional.of(canonical(head, body.body())) : Optional.empty();
    }

    private static byte[] canonical(RequestHead head, byte[] body) {
        // TRACE has no body (RFC 9110, section 9.3.8): whoever sends one gets it dropped.
        byte[] content = head.line().method().equals("TRACE") ? new byte[0] : body;
        byte[] canonicalHead = head.canonical(content.length).getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(canonicalHead, canonicalHead.length + content.length);
        System.arraycopy(content, 0, request, canonicalHead.length, content.length);
        return request;
    }
}
