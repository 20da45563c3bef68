package io.damson.verify.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An OpenAPI 3.0 document, read for what it says about answers. Immutable. */
public final class Contract {
    private final String basePath;
    private final JsonNode document;
    private final List<Operation> operations;

    private Contract(String basePath, JsonNode document) {
        this(basePath, document, new OperationReader(document).operations());
    }

    private Contract(String basePath, JsonNode document, List<Operation> operations) {
        this.basePath = basePath;
        this.document = document;
        this.operations = operations;
    }

    /**
     * The contract in a file, YAML or JSON.
     *
     * @throws IllegalArgumentException if it is none, or cannot be read
     */
    public static Contract of(Path file) {
        try (InputStream document = Files.newInputStream(file)) {
            return read(document);
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("");
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    "The contract " + file + " is neither YAML nor JSON, from line " + line + " on: " + reason, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read the contract " + file + ": " + e, e);
        }
    }

    /** Damson's own contract of the images API. */
    public static Contract damson() {
        return ofResource("/io/damson/openapi/dam-images.yaml");
    }

    /** The contract on the class path, such as {@code /openapi/dam-images.yaml}. */
    public static Contract ofResource(String name) {
        try (InputStream document = Contract.class.getResourceAsStream(name)) {
            if (document == null) {
                throw new FileNotFoundException("There is no " + name + " on the class path");
            }
            return read(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same contract for a server whose paths begin with a base path: {@code /dam}; {@code /} is none. */
    public Contract under(String otherBasePath) {
        return new Contract(otherBasePath.replaceFirst("/+$", ""), document, operations);
    }

    /**
     * The same contract, by which an undeclared member of a body is a fault ({@link ShapeFault.Kind#UNDECLARED_MEMBER}). OpenAPI allows
     * it where a schema does not exclude it, so that clients stay right when a service adds one.
     */
    public Contract strict() {
        return new Contract(basePath, ClosedSchemas.of(document));
    }

    /** All operations, in the order of the document; each {@code GET} brings its {@code HEAD}. */
    public List<Operation> operations() {
        return operations;
    }

    /** The operation that a request is for, by its method and its path as sent, not decoded. */
    public Optional<Operation> operation(String method, String rawPath) {
        if (!rawPath.startsWith(basePath)) {
            return Optional.empty();
        }
        String path = rawPath.substring(basePath.length());
        return operations.stream()
                .filter(operation -> operation.answers(method, path))
                .min(Comparator.comparing(operation -> operation.path().parameters()));
    }

    private static Contract read(InputStream stream) throws IOException {
        JsonNode document = new YAMLMapper().readTree(stream);
        String version = document.path("openapi").asText();
        if (!version.startsWith("3.0.")) {
            throw new IllegalArgumentException("The contract must be OpenAPI 3.0, not \"" + version + "\"");
        }
        return new Contract("", document);
    }
}
