package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What holds for every answer, whatever was asked. */
final class Orderly {
    static final ObjectMapper JSON = new ObjectMapper();

    private Orderly() {}

    /** Not the server's fault, nothing leaked, and an error is a whole problem document. */
    static void check(Answer answer, String method) {
        assertThat(answer.status()).isLessThan(500);
        checkFailure(answer, method);
    }

    /** As {@link #check}, but it may be the server's fault. */
    static void checkFailure(Answer answer, String method) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Date")).isPresent();
        assertThat(answer.header("X-Request-Id").orElse("")).matches("[!-~]{1,128}");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(body).doesNotContainIgnoringCase("<html", "grizzly", "jersey", "hibernate", "Exception", "\tat ");
        if (answer.status() >= 400) {
            assertThat(answer.mediaType()).hasValue("application/problem+json");
        }
        if (answer.status() >= 400 && !method.equals("HEAD")) {
            JsonNode problem = json(answer);
            for (String member : new String[] {"type", "title", "detail", "instance"}) {
                assertThat(problem.path(member).asText()).as(member).isNotEmpty();
            }
            assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
        }
    }

    /** The body as JSON. */
    static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + new String(answer.body(), StandardCharsets.UTF_8), e);
        }
    }
}
