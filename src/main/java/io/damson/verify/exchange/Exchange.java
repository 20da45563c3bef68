package io.damson.verify.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A request and what was answered.
 *
 * @param asker the id of the relation that asked; empty before the first
 * @param json the body; a missing node where it is no JSON
 */
public record Exchange(String asker, Request request, Answer answer, JsonNode json) {
    private static final int LONG = 4_000;

    private static final JsonMapper MAPPER = new JsonMapper();

    /** An exchange whose body is read as JSON. */
    public static Exchange of(String asker, Request request, Answer answer) {
        return new Exchange(asker, request, answer, parsed(answer));
    }

    /** The status of the answer. */
    public int status() {
        return answer.status();
    }

    /** Whether the server says "later": that is no answer to the request. */
    boolean isLater() {
        return status() == 429 || status() == 503;
    }

    /** The body as text. */
    public String text() {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /**
     * Whether it looks as if something on the way had refused the request for its length, which the server never saw: many proxies
     * take 4 to 16 KB. A server of the API answers with a problem.
     */
    public boolean isRefusedOnTheWay() {
        return request.target().length() > LONG
                && Set.of(400, 413, 414, 431).contains(status())
                && !answer.mediaType().orElse("").equals("application/problem+json");
    }

    private static JsonNode parsed(Answer answer) {
        JsonNode strict = answer.json();
        if (!strict.isMissingNode()) {
            return strict;
        }
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
