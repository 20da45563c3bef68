package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Answers to be canned: the examples of the contract, as they are or spoiled.
 *
 * @param name the operation, the status and the example
 */
record Canned(String name, String method, String path, int status, String headers, String body) {
    private static final JsonNode CONTRACT = contract();

    /** One for each example of each response of each operation, and one for a response without content. */
    static List<Canned> examples() {
        List<Canned> examples = new ArrayList<>();
        CONTRACT.path("paths")
                .properties()
                .forEach(item -> item.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .properties()
                                .forEach(response -> examples.addAll(examples(
                                        item.getKey(), operation.getKey(), response.getKey(), response.getValue())))));
        return examples;
    }

    /** The example of an operation's status that has this name. */
    static Canned example(String name) {
        return examples().stream()
                .filter(canned -> canned.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The contract has no example " + name));
    }

    /** The same with another body in JSON. */
    Canned with(Consumer<ObjectNode> change) {
        try {
            ObjectNode json = (ObjectNode) new YAMLMapper().readTree(body);
            change.accept(json);
            return withBody(json.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Canned withBody(String text) {
        return new Canned(name, method, path, status, headers, text);
    }

    Canned withStatus(int other) {
        return new Canned(name, method, path, other, headers, body);
    }

    Canned withMethod(String other) {
        return new Canned(name, other, path, status, headers, body);
    }

    Canned withHeaders(String other) {
        return new Canned(name, method, path, status, other, body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    String head() {
        return "HTTP/1.1 " + status + " Canned\nContent-Length: " + bytes().length + "\n" + headers;
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<Canned> examples(String template, String method, String status, JsonNode declared) {
        JsonNode response = followed(declared);
        Canned empty = new Canned(
                method + " " + template + " " + status,
                method.toUpperCase(Locale.ROOT),
                template.replace("{reference}", "product-main-front.jpg"),
                Integer.parseInt(status),
                response.has("headers") ? "WWW-Authenticate: ApiKey realm=\"images\"\n" : "",
                "");
        return response.has("content") ? examples(empty, response.path("content")) : List.of(empty);
    }

    private static List<Canned> examples(Canned empty, JsonNode content) {
        return content.properties().stream()
                .flatMap(media -> media.getValue().path("examples").properties().stream()
                        .map(example -> new Canned(
                                empty.name + " " + example.getKey(),
                                empty.method,
                                empty.path,
                                empty.status,
                                empty.headers + "Content-Type: " + media.getKey(),
                                followed(example.getValue()).path("value").toString())))
                .toList();
    }

    private static JsonNode followed(JsonNode node) {
        return node.has("$ref") ? CONTRACT.at(node.path("$ref").textValue().substring(1)) : node;
    }

    private static JsonNode contract() {
        try (InputStream document = Canned.class.getResourceAsStream("/io/damson/openapi/dam-images.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
