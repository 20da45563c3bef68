package io.damson.proxy.fault;

import static io.damson.proxy.fault.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.http.Json;
import io.damson.http.ProblemException;
import io.damson.http.Problems;
import io.damson.mock.DamsonMock;
import io.damson.proxy.LocalHandler.Request;
import io.damson.proxy.LocalHandler.Response;
import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Contract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults are armed, listed and disarmed as those of the mock are: the same responses to the same requests, all of them the contract's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class FaultControlTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Contract CONTROL =
            Contract.ofResource("/io/damson/openapi/mock-admin.yaml").strict();
    private static final List<String> OWN = List.of("Host", "localhost:8080");

    private final FaultControl control = new FaultControl(new KeyFaults(), "127.0.0.1", Optional.empty());
    private final DamsonMock mock = DamsonMock.start();

    @AfterAll
    void stop() {
        mock.close();
    }

    /** A response as it can be compared: an id is not the same twice. */
    private record Reply(int status, JsonNode body) {}

    private static Reply reply(int status, byte[] body) throws IOException {
        JsonNode json = body.length == 0 ? JSON.nullNode() : JSON.readTree(body);
        json.findParents("id").forEach(fault -> ((ObjectNode) fault).put("id", "an id"));
        return new Reply(status, json);
    }

    private static Response answered(FaultControl control, Request request) {
        try {
            return control.answer(request);
        } catch (ProblemException e) {
            return new Response(
                    e.problemType().status(),
                    e.headers(),
                    ByteBuffer.wrap(Json.bytes(Problems.document(e, request.path()))));
        }
    }

    private Reply ofTheProxy(String method, String target, String body, String... fields) throws IOException {
        List<String> all = new ArrayList<>(OWN);
        all.addAll(Arrays.asList(fields));
        Response response = answered(control, request(method, target, body, all.toArray(String[]::new)));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers());
        if (response.status() >= 400) {
            headers.put("Content-Type", "application/problem+json"); // as the proxy writes problems
        }
        CONTROL.operation(method, target.replaceFirst("\\?.*", ""))
                .ifPresent(operation -> assertThat(operation.faults(new Answer(
                                response.status(), headers, response.body().array())))
                        .isEmpty());
        return reply(response.status(), response.body().array());
    }

    private Reply ofTheMock(String method, String target, String body, String... fields)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(mock.url() + target))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (fields.length > 0) {
            request.headers(fields);
        }
        var response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
        return reply(response.statusCode(), response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":503}",
                "{\"status\":503,\"times\":2,\"method\":\"delete\",\"reference\":\"a b.png\",\"detail\":\"no\"}",
                "{\"fault\":\"CONNECTION_RESET_BY_PEER\",\"delay\":\"PT0.5S\",\"probability\":0.5,\"timeToLive\":\"10s\"}",
                "{\"delay\":800,\"query\":\"$skip=100\",\"after\":3,\"on\":\"api\"}",
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"status\":200}",
                "{\"status\":503.5}",
                "{\"status\":\"503\"}",
                "{\"status\":503,\"fault\":\"EMPTY_RESPONSE\"}",
                "{\"fault\":\"NONE\"}",
                "{\"stats\":503}",
                "{\"status\":503,\"status\":504}",
                "{\"status\":503} {}",
                "{\"status\":503,\"times\":0}",
                "{\"status\":503,\"probability\":2}",
                "{\"status\":503,\"method\":\"GO\"}",
                "{\"status\":503,\"query\":\"x\"}",
                "{\"status\":503,\"reference\":\"\"}",
                "{\"delay\":\"2m\"}",
                "{\"status\":99999999999}"
            })
    void aFaultIsArmedOrRefusedAsByTheMock(String body) throws Exception {
        assertThat(ofTheProxy("POST", "/__admin/faults", body)).isEqualTo(ofTheMock("POST", "/__admin/faults", body));
        assertThat(ofTheProxy("GET", "/__admin/faults", "").body())
                .isEqualTo(ofTheMock("GET", "/__admin/faults", "").body());
        assertThat(ofTheProxy("DELETE", "/__admin/faults", "")).isEqualTo(ofTheMock("DELETE", "/__admin/faults", ""));
        assertThat(ofTheProxy("GET", "/__admin/faults", "").body().path("faults"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/__admin/faults?x=1",
        "DELETE,/__admin/faults?key=acme-demo-key",
        "PUT,/__admin/faults",
        "DELETE,/__admin/faults/no-such-id",
        "DELETE,/__admin/faults/a%20b",
        "GET,/__admin/faults/no-such-id",
        "DELETE,/__admin/faults/",
        "DELETE,/__admin/faults/a/b"
    })
    void whatIsNoOperationIsRefusedAsByTheMock(String method, String target) throws Exception {
        assertThat(ofTheProxy(method, target, "").status())
                .isEqualTo(ofTheMock(method, target, "").status());
    }

    @Test
    void aKeySpeaksOfItsRequestsAlone() throws Exception {
        String[] one = {"X-API-KEY", "the-first-key"};
        Reply armed = ofTheProxy("POST", "/__admin/faults", "{\"status\":503}", one);
        ofTheProxy("POST", "/__admin/faults", "{\"status\":504}", "X-API-KEY", "the-second-key");
        ofTheProxy("POST", "/__admin/faults", "{\"status\":500}");
        assertThat(armed.body().path("tenant").asText()).isEqualTo("key-1");
        assertThat(armed.body().toString()).doesNotContain("the-first-key");
        assertThat(ofTheProxy("GET", "/__admin/faults", "", one).body().findValuesAsText("status"))
                .containsExactly("503", "500");
        assertThat(ofTheProxy("DELETE", "/__admin/faults", "", one).status()).isEqualTo(204);
        assertThat(ofTheProxy("GET", "/__admin/faults", "").body().findValuesAsText("status"))
                .containsExactly("504", "500");
        assertThat(ofTheProxy("GET", "/__admin/faults", "", "X-API-KEY", "a", "X-API-KEY", "b")
                        .status())
                .isEqualTo(400);
        ofTheProxy("DELETE", "/__admin/faults", "");
    }

    @Test
    void oneFaultIsDisarmedByItsId() {
        FaultControl own = new FaultControl(new KeyFaults(), "127.0.0.1", Optional.empty());
        Response armed = own.answer(request("POST", "/__admin/faults", "{\"status\":503}", "Host", "localhost"));
        String id = new String(armed.body().array(), StandardCharsets.UTF_8)
                .replaceFirst("(?s).*\"id\":\"([^\"]*)\".*", "$1");
        Request disarm = request("DELETE", "/__admin/faults/" + id, "", "Host", "localhost");
        assertThat(own.answer(disarm).status()).isEqualTo(204);
        assertThatThrownBy(() -> own.answer(disarm))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problemType().status()).isEqualTo(404));
    }

    @Test
    void faultsAndKeysAreBounded() {
        FaultControl own = new FaultControl(new KeyFaults(), "127.0.0.1", Optional.empty());
        for (int i = 0; i < 100; i++) {
            assertThat(armed(own, "key-of-" + i)).isEqualTo(201);
        }
        assertThat(armed(own, "one-more")).isEqualTo(400);
        answered(own, request("DELETE", "/__admin/faults", "", "Host", "localhost", "X-API-KEY", "key-of-3"));
        assertThat(armed(own, "one-more")).isEqualTo(201);
        for (int i = 1; i < 100; i++) {
            assertThat(armed(own, "one-more")).isEqualTo(201);
        }
        assertThat(armed(own, "one-more")).isEqualTo(400);
    }

    private static int armed(FaultControl control, String key) {
        return answered(
                        control,
                        request("POST", "/__admin/faults", "{\"status\":503}", "Host", "localhost", "X-API-KEY", key))
                .status();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,,200",
        "127.0.0.1:8080,,200",
        "[::1]:8080,,200",
        "192.168.1.7:8080,,200",
        "proxy.example:8080,,200",
        "PROXY.example,,200",
        "evil.example,,403",
        "localhost.evil.example,,403",
        ",,403",
        "localhost:8080,http://localhost:8080,200",
        "localhost:8080,http://localhost:3000,200",
        "localhost:8080,https://evil.example,403",
        "localhost:8080,null,403",
        "evil.example,http://evil.example,403"
    })
    void foreignPagesControlNothing(String host, String origin, int status) {
        FaultControl named = new FaultControl(new KeyFaults(), "Proxy.example", Optional.empty());
        Request request = origin == null
                ? request("GET", "/__admin/faults", "", "Host", host == null ? "" : host)
                : request("GET", "/__admin/faults", "", "Host", host == null ? "" : host, "Origin", origin);
        Response response = answered(named, request);
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().get("Access-Control-Allow-Origin")).isEqualTo(status == 200 ? origin : null);
    }

    @Test
    void theAdminKeyIsNeededWhereThereIsOne() {
        FaultControl locked = new FaultControl(new KeyFaults(), "127.0.0.1", Optional.of("the-admin-key"));
        for (String[] fields : List.of(
                new String[] {"Host", "localhost"}, new String[] {"Host", "localhost", "X-ADMIN-KEY", "another"})) {
            Response refused = answered(locked, request("GET", "/__admin/faults", "", fields));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers().get("WWW-Authenticate")).contains("realm=\"proxy\"");
        }
        assertThat(answered(
                                locked,
                                request(
                                        "GET",
                                        "/__admin/faults",
                                        "",
                                        "Host",
                                        "localhost",
                                        "X-ADMIN-KEY",
                                        "the-admin-key"))
                        .status())
                .isEqualTo(200);
        Response preflight = answered(
                locked,
                request(
                        "OPTIONS",
                        "/__admin/faults",
                        "",
                        "Host",
                        "localhost",
                        "Origin",
                        "http://localhost:3000",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x-admin-key"));
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers()).containsEntry("Access-Control-Allow-Headers", "x-admin-key");
    }

    @Test
    void filesOfImagesDoNotPass() {
        assertThatThrownBy(() -> control.answer(
                        request("POST", "/__admin/faults", "{\"status\":503,\"on\":\"media\"}", "Host", "localhost")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("on: api is needed");
    }
}
