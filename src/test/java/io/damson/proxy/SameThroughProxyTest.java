package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.damson.client.ApiClient;
import io.damson.client.ApiException;
import io.damson.client.api.ImagesApi;
import io.damson.client.model.Image;
import io.damson.mock.DamsonMock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients see through the proxy what they see without it. */
class SameThroughProxyTest {
    private static final String KEY = "acme-demo-key";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What differs from one response or connection to the next, or is the proxy's own. */
    private static final Set<String> VARYING =
            Set.of("date", "x-request-id", "connection", "keep-alive", "damson-verdict");

    private static final List<String> REQUESTS = List.of(
            "GET /images",
            "GET /images?$top=7&$skip=3&$orderby=width%20desc",
            "GET /images?$filter=contains(reference,%20'a')%20and%20width%20gt%20100",
            "GET /images?$top=101",
            "GET /images(no-such.png)",
            "HEAD /images?$top=2",
            "OPTIONS /images",
            "PUT /images",
            "DELETE /images(no-such.png)",
            "GET /openapi.yaml",
            "GET /nothing/here");

    private final DamsonMock mock = DamsonMock.start();
    private final ProxyServer proxy = Proxies.to(mock.url()).told().start();

    @AfterEach
    void stop() {
        proxy.close();
        mock.close();
    }

    private static HttpResponse<String> send(URI server, String key, String method, String target, String... fields)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + target)).method(method, BodyPublishers.noBody());
        if (!key.isEmpty()) {
            request.header("X-API-KEY", key);
        }
        if (fields.length > 0) {
            request.headers(fields);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void responsesAreTheSame() throws Exception {
        for (String request : REQUESTS) {
            String[] parts = request.split(" ", 2);
            for (String key : List.of(KEY, "", "unknown")) {
                for (String[] fields :
                        new String[][] {{}, {"Accept-Encoding", "gzip"}, {"Origin", "http://a.example"}}) {
                    HttpResponse<String> direct = send(mock.url(), key, parts[0], parts[1], fields);
                    HttpResponse<String> through = send(proxy.uri(), key, parts[0], parts[1], fields);
                    assertThat(through.statusCode()).as(request).isEqualTo(direct.statusCode());
                    assertThat(through.body()).as(request).isEqualTo(direct.body());
                    assertThat(fields(through)).as(request).isEqualTo(fields(direct));
                }
            }
        }
    }

    private static Map<String, List<String>> fields(HttpResponse<?> response) {
        Map<String, List<String>> fields = new TreeMap<>();
        response.headers().map().forEach((name, values) -> {
            List<String> kept = new ArrayList<>();
            values.forEach(value -> kept.add(value.replace(", Damson-Verdict", "")));
            if (!VARYING.contains(name)) {
                fields.put(name, kept);
            }
        });
        return fields;
    }

    private static ImagesApi client(URI server) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(server.toString());
        client.setRequestInterceptor(request -> request.header("X-API-KEY", KEY));
        return new ImagesApi(client);
    }

    @Test
    void aGeneratedClientSeesTheSame() throws ApiException {
        ImagesApi direct = client(mock.url());
        ImagesApi through = client(proxy.uri());
        List<Image> images =
                direct.listImages("status eq 'Ok'", "width desc", 20, 1).getItems();
        assertThat(images).hasSize(20);
        assertThat(through.listImages("status eq 'Ok'", "width desc", 20, 1).getItems())
                .isEqualTo(images);
        String name = images.get(0).getReference();
        assertThat(through.getImage(name)).isEqualTo(images.get(0));
        through.deleteImage(name);
        for (ImagesApi client : List.of(direct, through)) {
            assertThatExceptionOfType(ApiException.class)
                    .isThrownBy(() -> client.getImage(name))
                    .matches(missing -> missing.getCode() == 404);
        }
    }
}
