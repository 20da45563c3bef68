package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.damson.mock.DamsonMock;
import io.damson.verify.traffic.ContractClient;
import io.damson.verify.traffic.ContractFilter;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How a team's own tests of a server also check what each response means: with REST Assured, and with the JDK's client. */
class CheckedResponsesTest {
    private static final String KEY = "acme-demo-key";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    // Here stands your own server; a mock is one that conforms.
    private static final DamsonMock RIGHT = DamsonMock.start();
    private static final FilterlessServer WRONG = FilterlessServer.before(RIGHT.url());

    @AfterAll
    static void stop() {
        WRONG.close();
        RIGHT.close();
    }

    private static Response withRestAssured(URI server) {
        return RestAssured.given()
                .filter(ContractFilter.of()
                        .withMeaning())
                .header("X-API-KEY", KEY)
                .queryParam("$filter", "fileType eq 'gif'")
                .get(server + "/images");
    }

    private static HttpResponse<String> withTheJdk(URI server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/images?$filter=fileType%20eq%20'gif'"))
                .header("X-API-KEY", KEY)
                .build();
        return ContractClient.of(HTTP).withMeaning().send(request, BodyHandlers.ofString());
    }

    @Test
    void rightResponsesComeAsTheyAre() throws Exception {
        assertEquals("gif", withRestAssured(RIGHT.url()).path("items[0].fileType"));
        assertTrue(withTheJdk(RIGHT.url()).body().contains("\"fileType\":\"gif\""));
    }

    @Test
    void restAssuredFailsWhereTheFilterIsIgnored() {
        assertFindsTheFilter(() -> withRestAssured(WRONG.url()));
    }

    @Test
    void theClientOfTheJdkFailsWhereTheFilterIsIgnored() {
        assertFindsTheFilter(() -> withTheJdk(WRONG.url()));
    }

    private static void assertFindsTheFilter(Executable request) {
        String message = assertThrows(AssertionError.class, request).getMessage();
        assertAll(Stream.of(
                        "FILTER-2 eq selects the images that have the value",
                        "expected only images for which the filter is true: fileType eq 'gif'",
                        "got      trail-runner-green-front.jpg, fileType jpg",
                        "curl ")
                .map(part -> () -> assertTrue(message.contains(part), message)));
    }
}
