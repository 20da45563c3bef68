package io.damson.verify;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.verify.RewritingProxy.Framing;
import io.damson.verify.RewritingProxy.Passed;
import io.damson.verify.RewritingProxy.Rewriting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Other forms of an answer that mean the same. */
final class Rewritings {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    /** So seldom and so long is an answer slow. */
    private static final int EACH = 100;

    private static final int MILLIS = 300;

    private Rewritings() {}

    /** Other JSON in bodies. */
    static Rewriting body(UnaryOperator<JsonNode> change) {
        return (request, answer) -> answer.body().length == 0
                ? answer
                : answer.with(MAPPER.writeValueAsBytes(change.apply(MAPPER.readTree(answer.body()))));
    }

    /** Members in an order that is another one each time. */
    static JsonNode shuffled(JsonNode json) {
        if (json instanceof ArrayNode array) {
            ArrayNode items = MAPPER.createArrayNode();
            array.forEach(item -> items.add(shuffled(item)));
            return items;
        }
        if (!(json instanceof ObjectNode object)) {
            return json;
        }
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names);
        ObjectNode members = MAPPER.createObjectNode();
        names.forEach(name -> members.set(name, shuffled(object.get(name))));
        return members;
    }

    /** Members that nobody declares, with values that are others each time. */
    static JsonNode enriched(JsonNode json) {
        json.path("items").forEach(item -> ((ObjectNode) item).put("views", System.nanoTime()));
        ObjectNode enriched = (ObjectNode) json;
        enriched.put("traceId", System.nanoTime());
        return enriched;
    }

    /** Problems in other words; a field's name is all that is left of what they say. */
    static JsonNode reworded(JsonNode json) {
        if (json.has("detail")) {
            ((ObjectNode) json).put("detail", "Así no; véase la documentación.");
            ((ObjectNode) json).put("instance", "urn:uuid:8c1b7d0e-6a53-4a3e-9f0a-1f6f0c3b2a11");
            List<String> fields = new ArrayList<>();
            json.path("validationFailures").fieldNames().forEachRemaining(fields::add);
            if (!fields.isEmpty()) {
                ObjectNode failures = ((ObjectNode) json).putObject("validationFailures");
                String name = fields.get(0).replace("$", "").toUpperCase(Locale.ROOT);
                failures.putArray(name.equals("ORDERBY") ? "Order_By" : name).add("no vale");
            }
        }
        return json;
    }

    static Passed spaced(String request, Passed answer) throws IOException {
        return answer.body().length == 0
                ? answer
                : answer.with(("\n\t "
                                + MAPPER.readTree(answer.body())
                                        .toPrettyString()
                                        .replace("\n", "\r\n")
                                + " \r\n\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static Passed escaped(String request, Passed answer) throws IOException {
        return answer.body().length == 0
                ? answer
                : answer.with(ESCAPING.writeValueAsString(MAPPER.readTree(answer.body()))
                        .replace("/", "\\/")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static Passed zipped(String request, Passed answer) throws IOException {
        if (!request.contains("gzip") || answer.body().length == 0) {
            return answer;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(answer.body());
        }
        return answer.with(bytes.toByteArray())
                .with("Content-Encoding", "gzip")
                .with("Vary", "Accept-Encoding")
                .with(Framing.LENGTH);
    }

    /** @param form of JSON's media types, {@code $1} */
    static Rewriting mediaType(String form) {
        return (request, answer) -> {
            Map<String, String> fields = new LinkedHashMap<>(answer.fields());
            fields.replaceAll((name, value) -> value.replaceAll("^(application/.*json)$", form));
            return answer.with(fields);
        };
    }

    static Passed inLowerCase(String request, Passed answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        answer.fields().forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
        return answer.with(fields);
    }

    /** Some answers come late. */
    static Rewriting slow() {
        AtomicInteger answers = new AtomicInteger();
        return (request, answer) -> {
            if (answers.incrementAndGet() % EACH == 0) {
                try {
                    Thread.sleep(MILLIS);
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
            return answer;
        };
    }
}
