package io.damson.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.mock.journal.SentBody;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    @Test
    void theBodyOfAnAnswerIsKept() {
        Client own = MOCK.sandbox("body");
        String image = own.get(IMAGE).http().body();
        assertThat(newest(own).path("body").asText()).isEqualTo(image);
        assertThat(newest(own).path("bodyLength").asInt()).isEqualTo(image.length());
        assertThat(newest(own).has("bodyTruncated")).isFalse();
        String id = own.get("/images?$top=x").header("X-Request-Id");
        assertThat(own.get("/__admin/requests/" + id)
                        .json()
                        .path("response")
                        .path("body")
                        .asText())
                .contains("validationFailures");
        own.get(IMAGE, "Prefer", "code=429");
        assertThat(newest(own).path("body").asText()).contains("\"status\":429");
        own.delete(IMAGE);
        assertThat(newest(own).has("body")).isFalse();
        assertThat(newest(own).path("bodyLength").asInt(-1)).isZero();
        own.ask("HEAD", "/images", "");
        assertThat(newest(own).has("body")).isFalse();
        own.ask("POST", "/__admin/faults", "{\"fault\":\"MALFORMED_RESPONSE_CHUNK\",\"times\":1}");
        assertThatThrownBy(() -> own.get(IMAGE)).isInstanceOf(UncheckedIOException.class);
        assertThat(newest(own).has("bodyLength")).as("there was no answer").isFalse();
    }

    @Test
    void aLongBodyIsCutAndACompressedOneReadable() {
        Client own = MOCK.sandbox("long-body");
        String list = own.get("/images?$top=100").http().body();
        assertThat(newest(own).path("body").asText())
                .isEqualTo(cut(list, SentBody.MAX_BYTES))
                .isNotEqualTo(list);
        assertThat(newest(own).path("bodyTruncated").asBoolean()).isTrue();
        assertThat(newest(own).path("bodyLength").asInt()).isEqualTo(bytes(list));
        own.get("/images?$top=100", "Accept-Encoding", "gzip");
        assertThat(newest(own).path("headers").path("Content-Encoding").asText())
                .isEqualTo("gzip");
        assertThat(newest(own).path("body").asText()).isEqualTo(cut(list, SentBody.MAX_BYTES));
        assertThat(newest(own).path("bodyTruncated").asBoolean()).isTrue();
        assertThat(newest(own).path("bodyLength").asInt()).isLessThan(bytes(list));
        String few = own.get("/images?$top=5").http().body();
        own.get("/images?$top=5", "Accept-Encoding", "gzip");
        assertThat(newest(own).path("body").asText()).isEqualTo(few);
        assertThat(newest(own).has("bodyTruncated")).isFalse();
        JsonNode without = own.get("/__admin/requests?limit=1&bodies=false")
                .json()
                .path("requests")
                .path(0)
                .path("response");
        assertThat(without.has("body")).isFalse();
        assertThat(without.path("bodyLength").asInt()).isPositive();
        assertThat(own.get("/__admin/requests?bodies=no").json().path("detail").asText())
                .isEqualTo("bodies: true or false is needed");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** As many whole characters as fit. */
    private static String cut(String text, int bytes) {
        int end = text.length();
        while (bytes(text.substring(0, end)) > bytes) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    private static JsonNode newest(Client own) {
        return own.get("/__admin/requests?limit=1")
                .json()
                .path("requests")
                .path(0)
                .path("response");
    }
}
