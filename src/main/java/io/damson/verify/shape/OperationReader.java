package io.damson.verify.shape;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the operations out of a contract's document; each {@code GET} brings its {@code HEAD}. */
final class OperationReader {
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final JsonNode document;
    private final BodySchemas schemas;

    OperationReader(JsonNode document) {
        this.document = document;
        this.schemas = new BodySchemas(document);
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        new Place(document, JsonPointer.empty())
                .members("paths")
                .forEach((path, item) -> operations.addAll(operations(new PathTemplate(path), item)));
        return List.copyOf(operations);
    }

    private List<Operation> operations(PathTemplate path, Place item) {
        List<Operation> operations = new ArrayList<>();
        for (String method : METHODS) {
            item.child(method).ifPresent(place -> operations.add(operation(method, path, place)));
        }
        if (item.child("head").isEmpty()) {
            item.child("get")
                    .ifPresent(place ->
                            operations.add(operation("get", path, place).head()));
        }
        return operations;
    }

    private Operation operation(String method, PathTemplate path, Place operation) {
        Map<String, DeclaredResponse> responses = new LinkedHashMap<>();
        operation.members("responses").forEach((status, response) -> responses.put(status, response(response)));
        return new Operation(
                method, path, operation.node().path("operationId").asText("without operationId"), responses);
    }

    private DeclaredResponse response(Place response) {
        List<String> requiredHeaders = response.members("headers").entrySet().stream()
                .filter(header -> header.getValue().node().path("required").asBoolean())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Optional<BodySchema>> content = new LinkedHashMap<>();
        response.members("content")
                .forEach((type, media) -> content.put(
                        MediaTypes.essence(type), media.child("schema").map(schemas::at)));
        return new DeclaredResponse(requiredHeaders, content, false);
    }
}
