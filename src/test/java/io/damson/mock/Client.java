package io.damson.mock;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.conformance.ContractFilter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Asks a mock with one key, or with none. Every answer of the control API has to be one that its contract declares. */
record Client(URI mock, Optional<String> key) {
    private static final ContractFilter CONTROL = ContractFilter.ofResource("/openapi/mock-admin.yaml");

    /** An answer, its body as text. */
    record Reply(int status, Response http) {
        String body() {
            return http.asString();
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(http.asByteArray());
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body(), e);
            }
        }

        String header(String name) {
            return Optional.ofNullable(http.header(name)).orElse("");
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
        RequestSpecification request = request(body, headers);
        return send(path.startsWith("/__admin/") ? request.filter(CONTROL) : request, method, path);
    }

    /** Asks the control API for what its contract does not have. */
    Reply askForNothing(String method, String path) {
        return send(request(""), method, path);
    }

    private RequestSpecification request(String body, String... headers) {
        RequestSpecification request = given().urlEncodingEnabled(false);
        key.ifPresent(value -> request.header("X-API-KEY", value));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return body.isEmpty() ? request : request.body(body);
    }

    private Reply send(RequestSpecification request, String method, String path) {
        Response http = request.request(method, mock + path);
        return new Reply(http.statusCode(), http);
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
