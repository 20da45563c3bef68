package io.damson.verify.shape;

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

    private final Place root;
    private final BodySchemas schemas;

    OperationReader(JsonNode document) {
        this.root = Place.root(document);
        this.schemas = new BodySchemas(document);
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        members(root, "paths").forEach((path, item) -> operations.addAll(operations(new PathTemplate(path), item)));
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
        members(operation, "responses").forEach((status, response) -> responses.put(status, response(response)));
        return new Operation(
                method, path, operation.node().path("operationId").asText("without operationId"), responses);
    }

    private DeclaredResponse response(Place response) {
        List<String> requiredHeaders = new ArrayList<>();
        members(response, "headers").forEach((name, header) -> {
            if (header.node().path("required").asBoolean()) {
                requiredHeaders.add(name);
            }
        });
        return new DeclaredResponse(List.copyOf(requiredHeaders), body(response));
    }

    private BodyRule body(Place response) {
        Map<String, Optional<BodySchema>> content = new LinkedHashMap<>();
        members(response, "content")
                .forEach((type, media) -> content.put(
                        MediaTypes.essence(type), media.child("schema").map(schemas::at)));
        return content.isEmpty() ? new BodyRule.Absent() : new BodyRule.Content(content);
    }

    /** The members of an object which may be absent, references followed. */
    private static Map<String, Place> members(Place owner, String name) {
        Map<String, Place> members = new LinkedHashMap<>();
        owner.child(name)
                .ifPresent(object -> object.names()
                        .forEach(member -> object.child(member).ifPresent(place -> members.put(member, place))));
        return members;
    }
}
