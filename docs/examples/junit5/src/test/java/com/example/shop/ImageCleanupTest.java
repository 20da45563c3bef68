package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.damson.junit.DamsonExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a shop tests its own code against the DAM: each test has the images for itself. */
class ImageCleanupTest {
    @RegisterExtension
    static final DamsonExtension DAM = new DamsonExtension();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static int ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(DAM.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-API-KEY", DAM.apiKey());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void anUnusedImageIsDeleted() throws Exception {
        assertEquals(204, ask("DELETE", "/images(product-main-front.jpg)"));
        assertEquals(404, ask("GET", "/images(product-main-front.jpg)"));
    }

    @Test
    void anotherTestStillHasIt() throws Exception {
        assertEquals(200, ask("GET", "/images(product-main-front.jpg)"));
    }

    @Test
    void theServiceIsTooBusy() throws Exception {
        assertEquals(429, ask("DELETE", "/images(product-main-front.jpg)", "Prefer", "code=429"));
        assertEquals(200, ask("GET", "/images(product-main-front.jpg)"));
    }
}
