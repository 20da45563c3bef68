package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.verify.shape.Answer;
import io.damson.verify.shape.Percent;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a client sends to a running server that holds {@code mock-data/acme.json}, the answer is in order. */
interface HttpContract {
    String PHOTO = "photo (1) – ñ 100%;v=2.jpg";

    /** Where the server is. */
    String url();

    /** Paths beside the API's that can be asked for. */
    default List<String> readyMade() {
        return List.of("/docs", "/docs/docs.js", "/openapi.yaml");
    }

    @ParameterizedTest
    @MethodSource("io.damson.conformance.RawRequests#rows")
    default void rawBytesGetAnOrderlyAnswer(RawRequest row) {
        try (Wire wire = Wire.open(url())) {
            wire.send(row.bytes());
            Answer answer = wire.read(row.method());
            String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
            assertThat(answer.status()).as(body).isEqualTo(row.status());
            Orderly.check(answer, row.method());
            String[] says = row.says().split(": ", 2);
            if (says.length == 2 && answer.header(says[0]).isPresent()) {
                assertThat(answer.header(says[0]).orElseThrow()).contains(says[1]);
            } else {
                assertThat(body).contains(row.says());
            }
            if (row.kept()) {
                assertThat(answer.header("Connection").orElse("keep-alive")).isEqualTo("keep-alive");
                wire.send("GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(Orderly.json(wire.read("GET")).path("instance").asText())
                        .isEqualTo("/next");
            } else {
                assertThat(answer.header("Connection")).hasValue("close");
            }
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    default void ofTwoFaultsTheOneThatIsAskedForFirstIsAnswered() {
        List<Fault> faults = Fault.all();
        for (Fault first : faults) {
            for (Fault second : faults) {
                if (first.rank() <= second.rank() && !first.equals(second) && first.goesWith(second)) {
                    assertRefused(first, second);
                }
            }
        }
    }

    private void assertRefused(Fault first, Fault second) {
        String request = first.with(second);
        try (Wire wire = Wire.open(url())) {
            wire.send(request);
            Answer answer = wire.read(request.split(" ", 2)[0]);
            Orderly.check(answer, "GET");
            String detail = Orderly.json(answer).path("detail").asText();
            Fault answered = first.rank() == second.rank() && !detail.contains(first.detail()) ? second : first;
            assertThat(answer.status()).as(request + detail).isEqualTo(answered.status());
            assertThat(detail).as(request).contains(answered.detail());
        }
    }

    @Test
    default void requestsInOneBreathAreAnsweredInTheirOrder() {
        try (Wire wire = Wire.open(url())) {
            String breath = Stream.of("/one", "/images?$top=x", "/two", "/images(nobody)", "/three")
                    .map(RawRequest::get)
                    .reduce("", String::concat);
            wire.send(breath + RawRequest.request("POST", "/four", "Content-Length: 2\r\n") + "{}"
                    + RawRequest.get("/images(%zz)") + RawRequest.get("/never"));
            for (String path :
                    List.of("/one", "/images", "/two", "/images(nobody)", "/three", "/four", "/images(%25zz)")) {
                assertThat(Orderly.json(wire.read("GET")).path("instance").asText())
                        .isEqualTo(path);
            }
            assertThat(wire.rest()).isEmpty();
        }
    }

    @Test
    default void whoClosesTheConnectionHasNothingBehindCarriedOut() {
        try (Wire wire = Wire.open(url())) {
            wire.send(RawRequest.request("GET", "/images(lamp;v=2.jpg)", "Connection: close\r\n")
                    + RawRequest.request("DELETE", "/images(lamp;v=2.jpg)", ""));
            assertThat(wire.read("GET").status()).isEqualTo(200);
            assertThat(wire.rest()).isEmpty();
        }
        try (Wire wire = Wire.open(url())) {
            wire.send(RawRequest.get("/images(lamp;v=2.jpg)"));
            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
    }

    @Test
    default void theBodyIsAskedForWhereTheClientWaits() {
        try (Wire wire = Wire.open(url())) {
            wire.send(RawRequest.request("PUT", "/images(a)", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
            assertThat(wire.line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(wire.line()).isEmpty();
            wire.send("{}");
            assertThat(wire.read("PUT").status()).isEqualTo(405);
        }
    }

    @Test
    default void oneByteAtATimeIsARequestToo() {
        try (Wire wire = Wire.open(url())) {
            RawRequest.get("/images(lamp;v=2.jpg)").chars().forEach(c -> wire.send(String.valueOf((char) c)));
            assertThat(wire.read("GET").status()).isEqualTo(200);
        }
    }

    @Test
    default void restAssuredReachesThePhoto() {
        assertThat(given().header("X-API-KEY", "acme-demo-key")
                        .get(url() + "/images({reference})", PHOTO)
                        .jsonPath()
                        .getString("reference"))
                .isEqualTo(PHOTO);
    }

    @Test
    default void theClientOfTheJdkReachesThePhoto() throws IOException, InterruptedException, URISyntaxException {
        URI server = URI.create(url());
        URI photo = new URI(
                server.getScheme(), null, server.getHost(), server.getPort(), "/images(" + PHOTO + ")", null, null);
        HttpClient client = HttpClient.newHttpClient();
        for (URI uri : List.of(
                photo,
                URI.create(photo.toASCIIString()),
                URI.create(url() + "/images(" + Percent.encode(PHOTO) + ")"))) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri)
                            .header("X-API-KEY", "acme-demo-key")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).as("%s", uri).contains("\"reference\":\"" + PHOTO + "\"");
        }
    }

    @Test
    default void whatIsBesideTheApiIsOrderlyToo() {
        for (String path : readyMade()) {
            try (Wire wire = Wire.open(url())) {
                wire.send(RawRequest.get(path + "/nothing"));
                Answer unknown = wire.read("GET");
                Orderly.check(unknown, "GET");
                assertThat(unknown.status()).as(path).isEqualTo(404);
                wire.send(RawRequest.request("BREW", path, "Content-Length: 2\r\n") + "{}");
                Answer refused = wire.read("BREW");
                Orderly.check(refused, "BREW");
                assertThat(refused.status()).as(path).isEqualTo(405);
                assertThat(refused.header("Allow").orElse("")).as(path).contains("GET", "OPTIONS");
                wire.send(RawRequest.request("OPTIONS", path, ""));
                assertThat(wire.read("OPTIONS").status()).as(path).isIn(200, 204);
                wire.send(RawRequest.get(path + "/%zz"));
                Answer malformed = wire.read("GET");
                Orderly.check(malformed, "GET");
                assertThat(malformed.status()).as(path).isEqualTo(400);
                assertThat(wire.rest()).isEmpty();
            }
        }
    }

    @Test
    default void headSaysWhatGetWouldSay() {
        List<String> targets = new ArrayList<>(readyMade());
        targets.addAll(
                List.of("/images?$top=3", "/images(lamp;v=2.jpg)", "/images(nobody)", "/nowhere", "/images?$top=x"));
        targets.addAll(readyMade().stream().map(path -> path + "/nothing").toList());
        for (String target : targets) {
            try (Wire wire = Wire.open(url())) {
                wire.send(RawRequest.request("GET", target, "X-Request-Id: same\r\n"));
                Answer get = wire.read("GET");
                wire.send(RawRequest.request("HEAD", target, "X-Request-Id: same\r\n"));
                Answer head = wire.read("HEAD");
                assertThat(head.status()).isEqualTo(get.status());
                for (String field :
                        List.of("Content-Type", "Content-Length", "Cache-Control", "ETag", "Vary", "X-Request-Id")) {
                    assertThat(head.header(field)).as(field).isEqualTo(get.header(field));
                }
            }
        }
    }
}
