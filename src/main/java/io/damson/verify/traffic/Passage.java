package io.damson.verify.traffic;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request and its response, as they passed.
 *
 * @param method of the request
 * @param target what follows the server's URL, as it was sent: path and query, bytes as ISO 8859-1
 * @param requestFields those of the request, in their order
 * @param status of the response
 * @param fields those of the response, in their order
 * @param body of the response, as it was sent: perhaps compressed; what came of it where it is not whole. Not to be read from
 *     where others read it too: {@link #bodyBytes}
 * @param isWhole whether the body came to its end, and all of it is here
 * @param received when the request came
 * @param begun when the request began to be sent, by {@link System#nanoTime}
 * @param ended when the last byte of the response came, by {@link System#nanoTime}
 */
public record Passage(
        String method,
        String target,
        List<Field> requestFields,
        int status,
        List<Field> fields,
        ByteBuffer body,
        boolean isWhole,
        Instant received,
        long begun,
        long ended) {

    /** The body of the response, as it was sent. */
    public byte[] bodyBytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    /** This passage; it shares the bytes of the body, if they are these. */
    Passage sharing(byte[] bytes) {
        ByteBuffer shared = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        return shared.equals(body)
                ? new Passage(method, target, requestFields, status, fields, shared, isWhole, received, begun, ended)
                : this;
    }

    /** The value of the request's first field of that name, in whatever case. */
    public Optional<String> requestField(String name) {
        return first(requestFields, name);
    }

    /** The value of the response's first field of that name, in whatever case. */
    public Optional<String> field(String name) {
        return first(fields, name);
    }

    private static Optional<String> first(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst();
    }
}
