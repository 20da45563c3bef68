package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks a mock with one key, or with none. Every answer of the control API has to be one that its contract declares. */
record Client(URI mock, Optional<String> key) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Contract CONTROL =
            Contract.ofResource("/io/damson/openapi/mock-admin.yaml").strict();

    /** An answer, its body as text. */
    record Reply(int status, HttpResponse<String> http) {
        JsonNode json() {
            try {
                return JSON.readTree(http.body());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + http.body(), e);
            }
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    static Client of(MockServer mock, String key) {
        return new Client(mock.uri(), Optional.of(key));
    }

    static Client of(MockServer mock) {
        return new Client(mock.uri(), Optional.empty());
    }

    Reply get(String path, String... headers) {
        return ask("GET", path, "", headers);
    }

    Reply delete(String path, String... headers) {
        return ask("DELETE", path, "", headers);
    }

    Reply ask(String method, String path, String body, String... headers) {
        Reply reply = send(method, path, body, headers);
        if (path.startsWith("/__admin/")) {
            Map<String, String> fields = new HashMap<>();
            reply.http().headers().map().forEach((name, values) -> fields.put(name, String.join(", ", values)));
            String rawPath = URI.create(path).getRawPath();
            assertThat(CONTROL.operation(method, rawPath))
                    .as("%s %s", method, rawPath)
                    .hasValueSatisfying(operation -> assertThat(operation.faults(new Answer(
                                    reply.status(), fields, reply.http().body().getBytes(StandardCharsets.UTF_8))))
                            .isEmpty());
        }
        return reply;
    }

    /** Asks, even the control API for what its contract does not have. */
    Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(mock + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        key.ifPresent(k -> request.header("X-API-KEY", k));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> http = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Reply(http.statusCode(), http);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many images the list has, up to the first hundred. */
    int images() {
        return get("/images?$top=100&$filter=status%20eq%20%27Ok%27")
                .json()
                .path("items")
                .size();
    }

    String status(String reference) {
        return get("/images(" + reference + ")").json().path("status").asText();
    }
}
