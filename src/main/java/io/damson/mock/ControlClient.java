package io.damson.mock;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.damson.http.Json;
import io.damson.rest.ApiKeyFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Sends the control requests of one tenant. Thread-safe.
 *
 * @param mock where the mock listens
 * @param apiKey the tenant's key
 */
record ControlClient(URI mock, String apiKey) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = Json.mapper()
            .copy()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    private static final int NOT_FOUND = 404;

    /**
     * The answer's body.
     *
     * @throws IllegalArgumentException with the problem's detail, if the mock refuses it
     */
    <T> T get(String path, Class<T> type) {
        return read(send("GET", path, BodyPublishers.noBody()), type);
    }

    /**
     * The answer's body.
     *
     * @throws IllegalArgumentException with the problem's detail, if the mock refuses it
     */
    <T> T send(String method, String path, Object body, Class<T> type) {
        try {
            return read(send(method, path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the contract declares can be printed", e);
        }
    }

    /** Without bodies on either side; what is not there any more is no failure. */
    void send(String method, String path) {
        HttpResponse<byte[]> answer = send(method, path, BodyPublishers.noBody());
        if (answer.statusCode() != NOT_FOUND) {
            requireDone(answer);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(mock.resolve("/__admin" + path))
                .method(method, body)
                .header(ApiKeyFilter.HEADER, apiKey)
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the mock does not answer at " + mock, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a request to the mock", e);
        }
    }

    private static <T> T read(HttpResponse<byte[]> answer, Class<T> type) {
        requireDone(answer);
        try {
            return JSON.readValue(answer.body(), type);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer is not as the contract has it", e);
        }
    }

    private static void requireDone(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 == 2) {
            return;
        }
        try {
            throw new IllegalArgumentException(
                    JSON.readTree(answer.body()).path("detail").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("an answer is not as the contract has it", e);
        }
    }
}
