package io.damson.proxy.page;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.damson.http.PercentEncoding;
import io.damson.verify.traffic.Field;
import io.damson.verify.traffic.Passage;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exchanges as an HTTP archive (HAR 1.2, softwareishard.com/blog/har-12-spec), for the developer tools of browsers. Sizes that are not
 * known are -1, as it has them.
 *
 * @param upstream what stands before the targets
 */
record Archive(URI upstream) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int UNKNOWN = -1;

    /** Writes one entry after the other. */
    void write(List<KeptExchange> exchanges, Writer writer) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(writer)) {
            json.writeStartObject();
            json.writeObjectFieldStart("log");
            json.writeStringField("version", "1.2");
            json.writePOJOField("creator", Map.of("name", "Damson", "version", version()));
            json.writeArrayFieldStart("entries");
            for (KeptExchange exchange : exchanges) {
                json.writePOJO(entry(exchange));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static String version() {
        String version = Archive.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private Map<String, Object> entry(KeptExchange exchange) {
        Passage passage = exchange.passage();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("startedDateTime", passage.received().toString());
        entry.put("time", exchange.milliseconds());
        entry.put("request", request(exchange));
        entry.put("response", response(exchange));
        entry.put("cache", Map.of());
        entry.put("timings", Map.of("send", 0, "wait", exchange.milliseconds(), "receive", 0));
        String relations = String.join(", ", exchange.relations());
        entry.put(
                "comment",
                switch (exchange.verdict()) {
                    case OK -> "ok";
                    case FAILED -> "failed: " + relations;
                    case UNJUDGED -> "not judged: " + exchange.reason();
                });
        return entry;
    }

    private Map<String, Object> request(KeptExchange exchange) {
        Passage passage = exchange.passage();
        Redaction redaction = exchange.redaction();
        String target = redaction.target(passage.target());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", passage.method());
        request.put("url", upstream + target);
        request.put("httpVersion", "HTTP/1.1");
        request.put("cookies", List.of());
        request.put("headers", headers(redaction.fields(passage.requestFields())));
        request.put("queryString", query(target));
        request.put("headersSize", UNKNOWN);
        request.put("bodySize", UNKNOWN);
        return request;
    }

    private static Map<String, Object> response(KeptExchange exchange) {
        Passage passage = exchange.passage();
        Redaction redaction = exchange.redaction();
        KeptBody body = KeptBody.of(passage, redaction);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("size", body.bytes());
        content.put("mimeType", passage.field("Content-Type").orElse(""));
        content.put("text", body.text());
        if (body.isBase64()) {
            content.put("encoding", "base64");
        }
        if (body.isCut()) {
            content.put("comment", "not whole");
        }
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", passage.status());
        response.put("statusText", "");
        response.put("httpVersion", "HTTP/1.1");
        response.put("cookies", List.of());
        response.put("headers", headers(redaction.fields(passage.fields())));
        response.put("content", content);
        response.put("redirectURL", redaction.text(passage.field("Location").orElse("")));
        response.put("headersSize", UNKNOWN);
        response.put("bodySize", UNKNOWN);
        return response;
    }

    private static List<Map<String, String>> headers(List<Field> fields) {
        return fields.stream().map(field -> pair(field.name(), field.value())).toList();
    }

    private static List<Map<String, String>> query(String target) {
        int query = target.indexOf('?');
        return query < 0
                ? List.of()
                : Arrays.stream(target.substring(query + 1).split("&"))
                        .map(option -> option.split("=", 2))
                        .map(parts -> pair(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : ""))
                        .toList();
    }

    private static String decoded(String text) {
        return PercentEncoding.decodeQuery(text).orElse(text);
    }

    private static Map<String, String> pair(String name, String value) {
        Map<String, String> pair = new LinkedHashMap<>();
        pair.put("name", name);
        pair.put("value", value);
        return pair;
    }
}
