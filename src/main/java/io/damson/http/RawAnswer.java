package io.damson.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer as it goes over the wire, for bytes that never become a request: the last on its connection.
 *
 * @param isPreflight whether it grants a preflight, since the request proper would be answered with a problem that the page is to read
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record RawAnswer(boolean isPreflight, byte[] bytes) {

    /** {@code HEAD} gets no body. */
    static RawAnswer of(RefusedRequest request, Function<String, CorsOrigins> corsOrigins) {
        Map<String, String> fields = new LinkedHashMap<>(request.answerFields());
        boolean grants = Cors.answer(
                        corsOrigins.apply(request.path()),
                        request.method(),
                        name -> only(request.values(name)),
                        fields::put)
                && request.headIsWhole();
        fields.put("Connection", "close");
        if (grants) {
            fields.keySet().removeAll(List.of("Content-Type", "Content-Length"));
            return new RawAnswer(true, bytes("204 No Content", fields, new byte[0]));
        }
        ProblemType type = request.problem().problemType();
        return new RawAnswer(false, bytes(type.status() + " " + type.title(), fields, request.answerBody()));
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static byte[] bytes(String status, Map<String, String> fields, byte[] body) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        answer.writeBytes(body);
        return answer.toByteArray();
    }
}
