package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.fault.DelayRange;
import io.damson.mock.fault.StandingFaults;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests meet from the start of a mock to its end. */
@Timeout(60)
class StandingFaultsTest {
    private static final String IMAGE = "/images(product-main-front.jpg)";
    private static final int REQUESTS = 200;

    private static StandingFaults failing(double probability, int status, long seed) {
        return new StandingFaults(DelayRange.NONE, probability, status, seed);
    }

    private static List<Integer> statuses(Client client) {
        return IntStream.range(0, REQUESTS)
                .map(i -> client.get(IMAGE).status())
                .boxed()
                .toList();
    }

    @Test
    void theShareOfRequestsFailsAndTheSameOnesInEveryRun() throws IOException {
        List<Integer> first;
        try (MockServer mock = Mocks.start(failing(0.2, 503, 7))) {
            first = statuses(Client.of(mock, "sandbox-a"));
            assertThat(first).containsOnly(200, 503);
            assertThat(first.stream().filter(status -> status == 503).count()).isBetween(20L, 60L);
            assertThat(statuses(Client.of(mock, "sandbox-b")))
                    .contains(200, 503)
                    .isNotEqualTo(first);
        }
        try (MockServer mock = Mocks.start(failing(0.2, 503, 7))) {
            Client other = Client.of(mock, "sandbox-b");
            Client own = Client.of(mock, "sandbox-a");
            assertThat(IntStream.range(0, REQUESTS)
                            .peek(i -> other.get(IMAGE))
                            .map(i -> own.get(IMAGE).status())
                            .boxed()
                            .toList())
                    .isEqualTo(first);
            own.ask("POST", "/__admin/reset", "");
            assertThat(statuses(own)).isEqualTo(first);
        }
        try (MockServer mock = Mocks.start(failing(0.2, 503, 8))) {
            assertThat(statuses(Client.of(mock, "sandbox-a"))).isNotEqualTo(first);
        }
    }

    @Test
    void aRequestThatFailsDoesNothing() throws IOException {
        try (MockServer mock = Mocks.start(failing(1, 503, 1))) {
            Client acme = Client.of(mock, "acme-demo-key");
            var failed = acme.delete(IMAGE);
            assertThat(failed.status()).isEqualTo(503);
            assertThat(failed.header("Retry-After")).isEqualTo("1");
            assertThat(failed.json().path("detail").asText()).contains("--fail");
            assertThat(acme.get("/__admin/images").json().path("images").findValuesAsText("reference"))
                    .contains("product-main-front.jpg");
        }
    }

    @Test
    void whatIsNotTheApisAndWhoHasNoKeyFailOnTheirOwnAlone() throws IOException {
        try (MockServer mock = Mocks.start(failing(1, 500, 1))) {
            assertThat(Client.of(mock).get("/images").status()).isEqualTo(401);
            assertThat(Client.of(mock, "nobody").get("/images").status()).isEqualTo(400);
            assertThat(Client.of(mock).get("/health/ready").status()).isEqualTo(200);
            assertThat(Client.of(mock, "acme-demo-key").get("/__admin/health").status())
                    .isEqualTo(200);
            for (String path : List.of("/images", IMAGE, "/images(nothing)", "/images?$top=x")) {
                assertThat(Client.of(mock, "globex-demo-key").get(path).status())
                        .isEqualTo(500);
            }
        }
    }

    @Test
    void neitherResetNorDisarmingEndsThemAndArmedFaultsGoFirst() throws IOException {
        try (MockServer mock = Mocks.start(failing(1, 500, 1))) {
            Client own = Client.of(mock, "sandbox-a");
            own.ask("POST", "/__admin/faults", "{\"status\":404,\"times\":1}");
            assertThat(own.get(IMAGE).status()).isEqualTo(404);
            assertThat(own.get(IMAGE + "?__code=418").status()).isEqualTo(418);
            assertThat(own.get(IMAGE).status()).isEqualTo(500);
            assertThat(own.get("/__admin/requests").json().findValuesAsText("forcedBy"))
                    .containsExactly("standing", "request", "armed");
            own.ask("POST", "/__admin/faults", "{\"delay\":\"1ms\",\"times\":1}");
            assertThat(own.get(IMAGE).status()).isEqualTo(200);
            assertThat(own.get("/__admin/requests?limit=1").json().findValuesAsText("forcedBy"))
                    .isEmpty();
            for (Client client : List.of(own, Client.of(mock))) {
                client.delete("/__admin/faults");
                client.ask("POST", "/__admin/reset", "");
                assertThat(own.get(IMAGE).status()).isEqualTo(500);
                assertThat(client.get("/__admin/faults").json())
                        .hasToString("{\"faults\":[],\"standing\":{\"seed\":1,\"status\":500,\"probability\":1.0}}");
            }
        }
    }

    @Test
    void eachAnswerWaitsForATimeOfTheRangeUnlessItHasItsOwn() throws IOException {
        try (MockServer mock = Mocks.start(new StandingFaults(DelayRange.parse("200-300ms"), 0, 503, 1))) {
            Client own = Client.of(mock, "sandbox-a");
            own.get("/__admin/clock");
            for (String path : List.of("/images?$top=1", IMAGE, "/images?__code=404")) {
                assertThat(millis(own, path)).as(path).isBetween(200L, 5_000L);
            }
            assertThat(IntStream.range(0, 20)
                            .mapToLong(i -> millis(own, IMAGE + "?__delay=1"))
                            .min()
                            .getAsLong())
                    .isLessThan(200);
            assertThat(own.get("/__admin/faults").json())
                    .hasToString("{\"faults\":[],\"standing\":{\"seed\":1,\"delay\":\"200ms-300ms\"}}");
        }
    }

    private static long millis(Client client, String path) {
        long start = System.nanoTime();
        client.get(path);
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void aMockWithoutAnySaysSo() throws IOException {
        try (MockServer mock = Mocks.start()) {
            assertThat(Client.of(mock).get("/__admin/faults").json()).hasToString("{\"faults\":[]}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, 200ms",
        "200ms, 200ms",
        "1s, 1s",
        "PT1S, 1s",
        "100-400ms, 100ms-400ms",
        "100-400, 100ms-400ms",
        "0.5-2s, 500ms-2s",
        "1-1m, 1m",
        "100ms-1s, 100ms-1s",
        "PT0.1S-PT1S, 100ms-1s",
        "0s-1m, 0s-1m"
    })
    void aDelayIsOneTimeOrARange(String given, String text) {
        assertThat(DelayRange.parse(given).text()).hasValue(text);
        assertThat(DelayRange.parse(text)).isEqualTo(DelayRange.parse(given));
    }

    @ParameterizedTest
    @CsvSource({"0%, 0", "5%, 0.05", "0.5%, 0.005", "12.25%, 0.1225", "100%, 1", "100.0%, 1"})
    void aShareIsAPercentage(String given, double probability) {
        assertThat(StandingFaults.parseProbability(given)).isEqualTo(probability);
    }
}
