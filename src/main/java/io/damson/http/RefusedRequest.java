package io.damson.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that was refused before the application could see it, as far as it is known.
 *
 * @param id the answer's {@code X-Request-Id}
 * @param requestLine the first line, or what had come of it
 * @param fields the lines of the header fields as they came, not all of them well-formed
 * @param headIsWhole whether the head was read to its end in spite of its fault, and lines ended where they seem to
 * @param problem what it is answered
 */
public record RefusedRequest(
        String id, String requestLine, List<String> fields, boolean headIsWhole, ProblemException problem) {
    RefusedRequest named(String newId) {
        return new RefusedRequest(newId, requestLine, fields, headIsWhole, problem);
    }

    /** The answer's. */
    public int status() {
        return problem.problemType().status();
    }

    /** The answer's body; empty for {@code HEAD}. */
    public byte[] answerBody() {
        return method().equals("HEAD") ? new byte[0] : document();
    }

    /** The answer's header fields but those of CORS and of the connection, in the order in which they are sent. */
    public Map<String, String> answerFields() {
        Map<String, String> answer = new LinkedHashMap<>(AnswerHeaders.of(id));
        answer.put("Cache-Control", "no-store");
        answer.putAll(problem.headers());
        answer.put("Content-Type", Problems.MEDIA_TYPE);
        answer.put("Content-Length", String.valueOf(document().length));
        return answer;
    }

    private byte[] document() {
        return Json.bytes(Problems.document(problem, path()));
    }

    /** As it came; empty where there is none. */
    public String method() {
        return word(0);
    }

    /** Path and query as they came, with escapes in place of what is not visible ASCII; empty where there is none. */
    public String target() {
        return RequestTarget.visible(word(1));
    }

    /**
     * The path with escapes in place of whatever cannot stand in a path; a slash where there is none. A line that is no request line may be
     * anything, such as a header field with a key.
     */
    public String path() {
        return hasPath() ? RequestTarget.printablePath(word(1)) : "/";
    }

    /** The path where there is one, otherwise a hyphen. */
    public String loggedPath() {
        return hasPath() ? path() : "-";
    }

    /** Whether the target begins as a path does. */
    public boolean hasPath() {
        return !word(1).isEmpty() && RequestTarget.printablePath(word(1)).startsWith("/");
    }

    /** The method ends at the first blank, the target at the last but one or at the line's end: it may have raw blanks in it. */
    private String word(int index) {
        int first = requestLine.indexOf(' ');
        int last = requestLine.lastIndexOf(" HTTP/");
        if (first < 0) {
            return index == 0 ? requestLine : "";
        }
        return index == 0
                ? requestLine.substring(0, first)
                : requestLine.substring(first + 1, Math.max(first + 1, last < 0 ? requestLine.length() : last));
    }

    /** The values of a header field, one for each time that it was sent. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.length() > name.length()
                        && field.charAt(name.length()) == ':'
                        && field.regionMatches(true, 0, name, 0, name.length()))
                .map(field -> field.substring(name.length() + 1).strip())
                .toList();
    }
}
