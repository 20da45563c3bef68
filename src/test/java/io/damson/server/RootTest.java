package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever opens the server itself in a browser is led to the documentation. */
@Timeout(60)
class RootTest {
    private static HttpResponse<String> ask(MonitoredServer server, String method, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.server.uri() + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void theRootLeadsToTheDocumentation(String method) throws Exception {
        try (MonitoredServer server = new MonitoredServer(DatabaseConfiguration.temporary(), Optional.empty())) {
            HttpResponse<String> answer = ask(server, method, "/");
            assertThat(answer.statusCode()).isEqualTo(302);
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(URI.create("https://host/prefix/").resolve(location))
                    .isEqualTo(URI.create("https://host/prefix/docs"));
            assertThat(ask(server, method, "/" + location).statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void theRootIsOnlyRead() throws Exception {
        try (MonitoredServer server = new MonitoredServer(DatabaseConfiguration.temporary(), Optional.empty())) {
            HttpResponse<String> answer = ask(server, "DELETE", "/");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
            assertThat(ask(server, "GET", "//").statusCode()).isEqualTo(404);
        }
    }
}
