package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.contract.admin.Fault;
import io.damson.junit.DamsonExtension;
import io.damson.mock.Sandbox;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mock with one instance for all tests, tests at once, nested classes and arguments. */
@ExtendWith(DamsonExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageListTest {
    private static final Logger LOG = LoggerFactory.getLogger(ImageListTest.class);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private Sandbox ofAllTests;

    @BeforeAll
    void once(Sandbox ofTheClass) {
        ofAllTests = ofTheClass;
    }

    private static HttpResponse<String> get(Sandbox dam, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(dam.url() + path))
                .header("X-API-KEY", dam.apiKey())
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static JsonNode items(Sandbox dam, String filter) throws Exception {
        String query = "?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        return JSON.readTree(get(dam, "/images" + query).body()).get("items");
    }

    @RepeatedTest(8)
    void testsAtOnceHaveSandboxesOfTheirOwn(Sandbox dam) throws Exception {
        keys.add(dam.apiKey());
        HTTP.send(
                HttpRequest.newBuilder(URI.create(dam.url() + "/images(product-main-front.jpg)"))
                        .DELETE()
                        .header("X-API-KEY", dam.apiKey())
                        .build(),
                BodyHandlers.discarding());
        assertEquals(404, get(dam, "/images(product-main-front.jpg)").statusCode());
        assertEquals(200, get(ofAllTests, "/images(product-main-front.jpg)").statusCode());
    }

    @AfterAll
    void eachHadItsOwn() {
        LOG.info("{} tests had the mock", keys.size());
        assertEquals(8, keys.size());
    }

    @ParameterizedTest
    @CsvSource({"fileType eq 'jpg', jpg", "fileType eq 'png', png"})
    void aFilterSelects(String filter, String fileType, Sandbox dam) throws Exception {
        JsonNode items = items(dam, filter);
        assertNotEquals(0, items.size());
        items.forEach(item -> assertEquals(fileType, item.get("fileType").asText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images(product-main-front.jpg)", "/images"})
    void anArgumentOfAnyTypeIsNotTheMocks(URI path, Sandbox dam) throws Exception {
        assertEquals(200, get(dam, path.toString()).statusCode());
    }

    @Test
    void anotherThreadIsGivenTheSandbox(Sandbox dam) throws Exception {
        int status = CompletableFuture.supplyAsync(() -> {
                    try {
                        return get(dam, "/images").statusCode();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .get();
        assertEquals(200, status);
    }

    /** When the service is in trouble. */
    @Nested
    class Trouble {
        @Test
        void theServiceIsAwayOnce(Sandbox dam) throws Exception {
            dam.arm(new Fault().status(503).times(1));
            assertEquals(503, get(dam, "/images").statusCode());
            assertEquals(200, get(dam, "/images").statusCode());
            assertEquals(2, dam.journal().size());
        }
    }
}
