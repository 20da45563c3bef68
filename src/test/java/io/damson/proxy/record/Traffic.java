package io.damson.proxy.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests with one key to a server, whose passages a recorder learns of. */
record Traffic(Recorder recorder, URI server, String key) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    Passage get(String target, String... fields) {
        return send("GET", target, fields);
    }

    Passage delete(String target) {
        return send("DELETE", target);
    }

    private Passage send(String method, String target, String... fields) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + target)).method(method, BodyPublishers.noBody());
        request.header("X-API-KEY", key);
        if (fields.length > 0) {
            request.headers(fields);
        }
        long begun = System.nanoTime();
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            List<Field> answered = new ArrayList<>();
            response.headers().map().forEach((name, values) -> values.forEach(v -> answered.add(new Field(name, v))));
            Passage passage =
                    passage(method, target, response.statusCode(), answered, response.body(), begun, System.nanoTime());
            recorder.unjudged(passage, "the test judges nothing");
            return passage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Passage passage(
            String method, String target, int status, List<Field> fields, byte[] body, long begun, long ended) {
        return new Passage(
                method,
                target,
                List.of(new Field("x-api-key", key)),
                status,
                fields,
                ByteBuffer.wrap(body),
                true,
                Instant.now(),
                begun,
                ended);
    }

    /** A passage that was never sent. */
    void passes(String method, String target, int status, String body, long begun, long ended) {
        recorder.unjudged(
                passage(
                        method,
                        target,
                        status,
                        List.of(new Field("content-type", "application/json")),
                        body.getBytes(StandardCharsets.UTF_8),
                        begun,
                        ended),
                "the test judges nothing");
    }

    /** All images of the key, by pages of 40. */
    List<JsonNode> all() {
        List<JsonNode> images = new ArrayList<>();
        for (int skip = 0; ; skip += 40) {
            JsonNode items = json(get("/images?$top=40&$skip=" + skip)).path("items");
            if (items.isEmpty()) {
                return images;
            }
            items.forEach(images::add);
        }
    }

    static JsonNode json(Passage passage) {
        try {
            return JSON.readTree(passage.bodyBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
