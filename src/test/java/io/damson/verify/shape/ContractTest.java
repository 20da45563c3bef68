package io.damson.verify.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
    private static final Contract IMAGES = Contract.ofResource("/io/damson/openapi/dam-images.yaml");

    private static final String OTHER = """
            openapi: 3.0.4
            info: {title: Other, version: "1"}
            paths:
              /things/{id}:
                get:
                  operationId: getThing
                  responses:
                    "200":
                      description: Any
                      content:
                        text/*: {}
                        application/json:
                          schema: {type: integer, format: int64}
                    4XX: {description: Yours}
                    default: {description: Other}
              /things/all:
                $ref: '#/x-items/all'
            x-items:
              all:
                head: {operationId: headAll, responses: {"204": {description: Nothing}}}
                get: {operationId: getAll, responses: {"200": {description: Nothing}}}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "GET, /images, GET /images (listImages)",
                "GET, /%69mages, GET /images (listImages)",
                "HEAD, /images, HEAD /images (listImages)",
                "GET, /images(a.jpg), GET /images({reference}) (getImage)",
                "get, /images%28a.jpg%29, GET /images({reference}) (getImage)",
                "DELETE, /images(a(1)%2F%0A;b).jpg), DELETE /images({reference}) (deleteImage)",
            })
    void aRequestIsForTheOperationOfItsMethodAndPath(String method, String path, String operation) {
        assertThat(IMAGES.operation(method, path)).map(Operation::toString).contains(operation);
        assertThat(IMAGES.under("/dam").operation(method, "/dam" + path))
                .map(Operation::toString)
                .contains(operation);
        assertThat(IMAGES.under("/dam/").operation(method, path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/image", "/images/", "//images", "/images()", "/images(a)/", "/images(a/b)", "/IMAGES"})
    void anotherPathIsForNone(String path) {
        assertThat(IMAGES.operation("GET", path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "OPTIONS", "TRACE", "DELETE"})
    void anotherMethodIsForNone(String method) {
        assertThat(IMAGES.operation(method, "/images")).isEmpty();
    }

    @Test
    void aPathWithoutParametersGoesBeforeOneWith() throws IOException {
        assertThat(other().operation("GET", "/things/all"))
                .map(Operation::toString)
                .contains("GET /things/all (getAll)");
        assertThat(other().operation("GET", "/things/al"))
                .map(Operation::toString)
                .contains("GET /things/{id} (getThing)");
    }

    @Test
    void aDeclaredHeadIsNotTheOneOfGet() throws IOException {
        assertThat(other().operation("HEAD", "/things/all"))
                .map(Operation::toString)
                .contains("HEAD /things/all (headAll)");
    }

    @Test
    void rangesOfStatusesAndMediaTypesAreUnderstood() throws IOException {
        Operation thing = other().operation("GET", "/things/1").orElseThrow();
        assertThat(thing.faults(answer(200, "text/plain", "x"))).isEmpty();
        assertThat(thing.faults(answer(200, "application/json", "9223372036854775807")))
                .isEmpty();
        assertThat(thing.faults(answer(200, "application/json", "9223372036854775808")))
                .singleElement()
                .asString()
                .contains("out of the range of int64");
        assertThat(thing.faults(answer(200, "image/png", "x")))
                .extracting(ShapeFault::text)
                .containsExactly("Content-Type: expected text/* or application/json, found image/png");
        assertThat(thing.faults(new Answer(418, Map.of(), new byte[0]))).isEmpty();
        assertThat(thing.faults(new Answer(302, Map.of(), new byte[0]))).isEmpty();
        assertThat(thing.faults(answer(404, "text/plain", "x")))
                .extracting(ShapeFault::text)
                .containsExactly("body: none is declared, found a body of 1 bytes");
    }

    @Test
    void anotherVersionOfOpenApiIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("new.yaml"), OTHER.replace("3.0.4", "3.1.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Contract.of(file)).withMessageContaining("3.1.0");
    }

    @Test
    void whatIsNoDocumentIsRefusedWithItsPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("none.yaml"), "openapi: 3.0.4\npaths: [");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contract.of(file))
                .withMessageContaining("none.yaml is neither YAML nor JSON, from line 2 on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contract.of(directory.resolve("absent.yaml")))
                .withMessageContaining("absent.yaml");
    }

    @Test
    void aReferenceToNothingIsRefused() throws IOException {
        Path file =
                Files.writeString(directory.resolve("broken.yaml"), OTHER.replace("#/x-items/all", "#/x-items/none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contract.of(file))
                .withMessageContaining("#/x-items/none");
    }

    private Contract other() throws IOException {
        return Contract.of(Files.writeString(directory.resolve("other.yaml"), OTHER));
    }

    private static Answer answer(int status, String type, String body) {
        return new Answer(status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aStrictContractAllowsNoUndeclaredMembers() throws IOException {
        Contract contract = Contract.of(Files.writeString(directory.resolve("members.yaml"), """
                openapi: 3.0.3
                info: {title: Members, version: "1"}
                paths:
                  /closed: {get: {responses: {"200": {description: A, content: {application/json: {schema: {$ref: '#/x/closed'}}}}}}}
                  /deep: {get: {responses: {"200": {description: A, content: {application/json: {schema: {$ref: '#/x/deep'}}}}}}}
                  /map: {get: {responses: {"200": {description: A, content: {application/json: {schema: {$ref: '#/x/map'}}}}}}}
                  /both: {get: {responses: {"200": {description: A, content: {application/json: {schema: {$ref: '#/x/both'}}}}}}}
                x:
                  closed: {type: object, properties: {a: {type: integer}, type: {type: string}, properties: {type: object}}}
                  deep: {type: object, properties: {a: {type: array, items: {$ref: '#/x/closed'}}}}
                  map: {type: object, properties: {a: {type: integer}}, additionalProperties: {type: integer}}
                  part: {type: object, properties: {b: {type: integer}}}
                  both: {allOf: [{$ref: '#/x/part'}, {type: object, properties: {a: {type: integer}}}]}
                """));
        String all = "{'a':1,'type':'t','properties':{'any':1}}";
        String deep = "{'a':[{'a':1},{'b':1}]}";
        assertThat(kinds(contract, "/closed", "{'b':1}")).isEmpty();
        assertThat(kinds(contract.strict(), "/closed", all)).isEmpty();
        assertThat(kinds(contract.strict(), "/closed", "{'b':1}")).containsExactly(ShapeFault.Kind.UNDECLARED_MEMBER);
        assertThat(kinds(contract.strict().under("/dam"), "/dam/deep", deep))
                .containsExactly(ShapeFault.Kind.UNDECLARED_MEMBER);
        assertThat(kinds(contract.strict(), "/map", "{'a':1,'b':1}")).isEmpty();
        assertThat(kinds(contract.strict(), "/both", "{'a':1,'b':1}")).isEmpty();
    }

    private static List<ShapeFault.Kind> kinds(Contract contract, String path, String body) {
        Answer answer = new Answer(
                200,
                Map.of("content-type", "application/json"),
                body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return contract.operation("GET", path).orElseThrow().faults(answer).stream()
                .map(ShapeFault::kind)
                .toList();
    }
}
