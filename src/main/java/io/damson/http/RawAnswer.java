package io.damson.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An answer as it goes over the wire, for bytes that never become a request: the last on its connection.
 *
 * @param instance the path that was asked for, as far as it is known
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record RawAnswer(String instance, byte[] bytes) {

    /** @param requestLine what is known of it; {@code HEAD} gets no body */
    static RawAnswer of(ProblemException problem, String requestLine, String requestId) {
        String[] words = requestLine.split(" ", 3);
        String instance = words.length > 1 && !words[1].isEmpty() ? RequestTarget.printablePath(words[1]) : "/";
        ProblemType type = problem.problemType();
        byte[] body = Json.bytes(Problems.document(problem, instance));
        StringBuilder head = new StringBuilder("HTTP/1.1 " + type.status() + " " + type.title() + "\r\n");
        AnswerHeaders.of(requestId)
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Cache-Control: no-store\r\nContent-Type: " + Problems.MEDIA_TYPE + "\r\nContent-Length: "
                + body.length + "\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        if (!words[0].equals("HEAD")) {
            answer.writeBytes(body);
        }
        return new RawAnswer(instance, answer.toByteArray());
    }
}
