package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Closes the schemas of a contract's document: an object may have no members but those that its schema declares. A schema that says
 * itself what else an object may have ({@code additionalProperties}) stays as it is, and so does one that is put together of others
 * ({@code allOf}, {@code oneOf}, {@code anyOf}), with its parts: none of them knows all members.
 */
final class ClosedSchemas {
    private static final String REST = "additionalProperties";
    private static final List<String> COMPOSITIONS = List.of("allOf", "oneOf", "anyOf");

    private ClosedSchemas() {}

    /** The document with its schemas closed; the one given is left as it is. */
    static JsonNode of(JsonNode document) {
        JsonNode closed = document.deepCopy();
        Set<JsonNode> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        List<ObjectNode> objects = new ArrayList<>();
        collect(closed, closed, objects, parts);
        objects.stream().filter(schema -> !parts.contains(schema)).forEach(schema -> schema.put(REST, false));
        return closed;
    }

    private static void collect(JsonNode document, JsonNode node, List<ObjectNode> objects, Set<JsonNode> parts) {
        for (String composition : COMPOSITIONS) {
            node.path(composition).forEach(part -> parts.add(followed(document, part)));
        }
        if (node instanceof ObjectNode schema && isOpenObject(schema)) {
            objects.add(schema);
        }
        node.forEach(child -> collect(document, child, objects, parts));
    }

    private static boolean isOpenObject(ObjectNode schema) {
        return schema.path("type").asText().equals("object")
                && schema.path("properties").isObject()
                && !schema.has(REST)
                && COMPOSITIONS.stream().noneMatch(schema::has);
    }

    private static JsonNode followed(JsonNode document, JsonNode part) {
        String reference = part.path("$ref").asText();
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : part;
    }
}
