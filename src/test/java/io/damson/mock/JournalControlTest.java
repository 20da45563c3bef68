package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the journal can be read. */
@Timeout(60)
class JournalControlTest {
    private static final String IMAGE = "/images(product-main-front.jpg)";

    @RegisterExtension
    private static final RunningMock MOCK = new RunningMock();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-01T00:00:00Z",
                "2024-01-01T00:00:00.123%2B02:00",
                "2024-01-01T00:00:00+02:00",
                "2024-01-01T00:00:00",
                "1704067200000",
                "0"
            })
    void sinceIsADateTimeOrMilliseconds(String since) {
        Client own = MOCK.sandbox("since");
        own.get(IMAGE);
        assertThat(own.get("/__admin/requests/count?since=" + since)
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
        assertThat(own.get("/__admin/requests?since="
                                + since.replace("2024", "9024").replaceFirst("^[01].*", "9704067200000"))
                        .json()
                        .path("requests"))
                .isEmpty();
    }

    @Test
    void oneRequestAndThoseThatMatchCanBeReadAsInWireMock() {
        Client own = MOCK.sandbox("find");
        String id = own.get(IMAGE).header("X-Request-Id");
        own.delete(IMAGE);
        var one = own.get("/__admin/requests/" + id).json();
        assertThat(one.path("id").asText()).isEqualTo(id);
        assertThat(one.path("request").path("url").asText()).isEqualTo(IMAGE);
        assertThat(one.path("response").path("status").asInt()).isEqualTo(200);
        assertThat(own.get("/__admin/requests/nothing").status()).isEqualTo(404);
        assertThat(MOCK.sandbox("find-other").get("/__admin/requests/" + id).status())
                .isEqualTo(404);
        var found = own.ask("POST", "/__admin/requests/find", "{\"method\":\"delete\",\"since\":0}")
                .json();
        assertThat(found.path("requests")).hasSize(1);
        assertThat(found.path("requests").path(0).path("method").asText()).isEqualTo("DELETE");
        assertThat(own.ask("POST", "/__admin/requests/find", "{\"since\":[]}").status())
                .isEqualTo(400);
        assertThat(own.ask("POST", "/__admin/requests/find", "{\"urls\":\"/\"}").status())
                .isEqualTo(400);
    }

    @Test
    void aHundredRequestsAreAnsweredWhereNobodySaysHowMany() {
        Client own = MOCK.sandbox("hundred");
        for (int i = 0; i < 101; i++) {
            own.get("/images?$top=0", "x-long", "y".repeat(1_000));
        }
        var page = own.get("/__admin/requests").json();
        assertThat(page.path("requests")).hasSize(100);
        assertThat(page.path("meta").path("total").asInt()).isEqualTo(101);
        assertThat(page.path("requests")
                        .path(0)
                        .path("request")
                        .path("headers")
                        .path("x-long")
                        .asText())
                .isEqualTo("y".repeat(256));
        assertThat(own.get("/__admin/requests?limit=101").json().path("requests"))
                .hasSize(101);
    }

    @Test
    void theFieldsOfAnAnswerStandBesideThoseOfItsRequest() {
        Client own = MOCK.sandbox("fields");
        Client.Reply answer = own.get(IMAGE);
        JsonNode fields = newest(own).path("headers");
        assertThat(fields.path("X-Request-Id").asText()).isEqualTo(answer.header("X-Request-Id"));
        assertThat(fields.path("Content-Type").asText()).isEqualTo("application/json");
        assertThat(fields.path("Content-Length").asText()).isEqualTo(answer.header("Content-Length"));
        own.get(IMAGE, "Prefer", "code=429");
        assertThat(newest(own).path("headers").path("Retry-After").asText()).isEqualTo("1");
        own.ask("POST", "/__admin/faults", "{\"fault\":\"RANDOM_DATA_THEN_CLOSE\",\"times\":1}");
        assertThatThrownBy(() -> own.get(IMAGE)).isInstanceOf(UncheckedIOException.class);
        assertThat(newest(own).has("headers")).as("there was no answer").isFalse();
    }

    private static JsonNode newest(Client own) {
        return own.get("/__admin/requests?limit=1")
                .json()
                .path("requests")
                .path(0)
                .path("response");
    }
}
