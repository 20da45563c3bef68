package io.damson.verify.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.damson.mock.DamsonMock;
import io.damson.verify.relation.Level;
import io.damson.verify.shape.Contract;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients of tests that judge what they get: before a right server, and before one whose lists pass the filter over. */
class ContractClientTest {
    private static final String KEY = "acme-demo-key";

    private static DamsonMock mock;
    private HttpServer wrong;

    @BeforeAll
    static void startMock() {
        mock = DamsonMock.start();
    }

    @AfterAll
    static void stopMock() {
        mock.close();
    }

    /** Asks the mock for the same without the filter. */
    @BeforeEach
    void startWrong() throws IOException {
        wrong = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpClient client = HttpClient.newHttpClient();
        wrong.createContext("/dam", exchange -> {
            String path = exchange.getRequestURI().getRawPath().substring("/dam".length());
            try {
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(mock.url() + path))
                                .header(
                                        "X-API-KEY",
                                        exchange.getRequestHeaders().getFirst("X-API-KEY"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                exchange.getResponseHeaders()
                        .set(
                                "Content-Type",
                                answer.headers().firstValue("Content-Type").orElseThrow());
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
                exchange.close();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        wrong.start();
    }

    @AfterEach
    void stopWrong() {
        wrong.stop(0);
    }

    private URI wrongUrl() {
        return URI.create("http://127.0.0.1:" + wrong.getAddress().getPort() + "/dam");
    }

    private static HttpRequest request(URI server, String target) {
        return HttpRequest.newBuilder(URI.create(server + target))
                .header("X-API-KEY", KEY)
                .build();
    }

    private static ContractClient client() {
        return ContractClient.of(HttpClient.newHttpClient()).withMeaning();
    }

    @Test
    void rightResponsesComeAsTheyAre() throws Exception {
        HttpRequest request = request(mock.url(), "/images?$filter=fileType%20eq%20'png'&$top=2");
        HttpResponse<String> response = client().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"items\":[{");
        assertThat(response.uri()).isEqualTo(request.uri());
        assertThat(client().sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                        .join()
                        .body())
                .isNotEmpty();
    }

    @Test
    void aRowThatTheFilterExcludesFails() {
        HttpRequest request = request(wrongUrl(), "/images?$filter=fileType%20eq%20'gif'");
        ContractClient client = client().under("/dam");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                .withMessageContaining("FILTER-2 eq selects the images that have the value")
                .withMessageContaining("$API_KEY")
                .withMessageContaining("'" + wrongUrl() + "/images?$filter=fileType%20eq%20")
                .withMessageNotContaining(KEY);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .join())
                .withCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aPasswordInTheUrlIsNotShown() {
        URI server = URI.create(wrongUrl().toString().replace("//", "//user:secret@"));
        ContractClient client = client().under("/dam/");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> client.send(
                        request(server, "/images?$filter=fileType%20eq%20'gif'"),
                        HttpResponse.BodyHandlers.discarding()))
                .withMessageContaining("'" + wrongUrl() + "/images?$filter=fileType%20eq%20")
                .withMessageNotContaining("secret");
    }

    @Test
    void withoutMeaningTheShapeAloneIsJudged() throws Exception {
        ContractClient client = ContractClient.of(
                        HttpClient.newHttpClient(), Contract.ofResource("/io/damson/openapi/dam-images.yaml"))
                .under("/dam");
        assertThat(client.send(
                                request(wrongUrl(), "/images?$filter=fileType%20eq%20'gif'"),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void knownDeviationsPass() throws Exception {
        ContractClient client =
                ContractClient.of(HttpClient.newHttpClient()).under("/dam").withMeaning(Level.ODATA, "FILTER-2");
        assertThat(client.send(
                                request(wrongUrl(), "/images?$filter=fileType%20eq%20'gif'"),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.withMeaning(Level.ODATA, "FILTER-999"))
                .withMessageContaining("there is no relation");
    }

    @Test
    void restAssuredHasTheSame() {
        ContractFilter filter = ContractFilter.of().under("/dam").withMeaning();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> RestAssured.given()
                        .filter(filter)
                        .header("X-API-KEY", KEY)
                        .queryParam("$filter", "fileType eq 'gif'")
                        .get(wrongUrl() + "/images"))
                .withMessageContaining("FILTER-2")
                .withMessageContaining("'" + wrongUrl() + "/images?%24filter=fileType%20eq%20");
        RestAssured.given()
                .filter(ContractFilter.of().withMeaning())
                .header("X-API-KEY", KEY)
                .queryParam("$filter", "fileType eq 'gif'")
                .get(mock.url() + "/images")
                .then()
                .statusCode(200);
    }
}
