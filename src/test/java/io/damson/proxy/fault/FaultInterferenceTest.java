package io.damson.proxy.fault;

import static io.damson.proxy.fault.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.http.ProblemException;
import io.damson.mock.fault.ConnectionFault;
import io.damson.mock.fault.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests meet, and what of them is passed on. */
class FaultInterferenceTest {
    private static final String[] KEY = {"X-API-KEY", "a-key"};

    private final KeyFaults armed = new KeyFaults();
    private final FaultControl control = new FaultControl(armed, "127.0.0.1", Optional.empty());
    private final FaultInterference interference = new FaultInterference(armed);

    private void arm(String fault, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "Host";
        all[fields.length + 1] = "localhost";
        assertThat(control.answer(request("POST", "/__admin/faults", fault, all))
                        .status())
                .isEqualTo(201);
    }

    private Outcome meets(String method, String target, String... fields) {
        return interference.of(request(method, target, "", fields));
    }

    @Test
    void nothingIsMetUnlessItIsWanted() {
        assertThat(meets("GET", "/images?$top=1", KEY)).isEqualTo(Outcome.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images", "/images(a.png)", "/images%28a.png%29?x=1"})
    void aPreferenceForcesAStatus(String target) {
        Outcome outcome = meets("GET", target, "x-api-key", "a-key", "Prefer", "wait=1, code=503");
        assertThat(outcome.status()).contains(503);
        assertThat(outcome.preference()).contains("code=503");
        assertThat(meets("GET", target + (target.contains("?") ? "&" : "?") + "__code=404&__delay=80", KEY))
                .satisfies(forced -> assertThat(forced.status()).contains(404))
                .satisfies(forced -> assertThat(forced.delay()).isEqualTo(Duration.ofMillis(80)));
    }

    @Test
    void aWrongOptionIsRefused() {
        assertThatThrownBy(() -> meets("GET", "/images?__code=200", KEY))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("__code: 400 to 599 is needed");
        assertThatThrownBy(() -> meets("GET", "/images", "X-API-KEY", "a-key", "X-Microcks-Delay", "long"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aRequestWithoutAKeyOrOfAnotherPathMeetsNothing() {
        arm("{\"status\":503}");
        assertThat(meets("GET", "/images", "Prefer", "code=503")).isEqualTo(Outcome.NONE);
        assertThat(meets("GET", "/images", "X-API-KEY", " ")).isEqualTo(Outcome.NONE);
        assertThat(meets("GET", "/images", "X-API-KEY", "a", "X-API-KEY", "b")).isEqualTo(Outcome.NONE);
        assertThat(meets("GET", "/docs", KEY)).isEqualTo(Outcome.NONE);
        assertThat(meets("GET", "/images/", KEY)).isEqualTo(Outcome.NONE);
    }

    @Test
    void armedFaultsAreMetInTheOrderOfTheMock() {
        arm("{\"status\":500,\"times\":1}");
        arm("{\"status\":504,\"method\":\"GET\",\"times\":1}", KEY);
        arm("{\"fault\":\"EMPTY_RESPONSE\",\"reference\":\"a.png\",\"times\":1,\"delay\":\"PT0.2S\"}", KEY);
        assertThat(meets("GET", "/images(a.png)", "X-API-KEY", "a-key", "Prefer", "code=429")
                        .status())
                .contains(429);
        assertThat(meets("GET", "/images(a.png)", KEY).status()).contains(504);
        assertThat(meets("GET", "/images(a.png)", KEY)).satisfies(outcome -> {
            assertThat(outcome.connection()).contains(ConnectionFault.EMPTY_RESPONSE);
            assertThat(outcome.delay()).isEqualTo(Duration.ofMillis(200));
        });
        assertThat(meets("DELETE", "/images(a.png)", "X-API-KEY", "another").status())
                .contains(500);
        assertThat(meets("GET", "/images(a.png)", KEY)).isEqualTo(Outcome.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "/images,/images",
        "/images?,/images?",
        "/images?$top=1,/images?$top=1",
        "/images?__code=404,/images",
        "/images?__delay=1s&$top=1&&__code=404,/images?$top=1&",
        "/images?a=__code=1&__codes=2,/images?a=__code=1&__codes=2",
        "/images(__code=1),/images(__code=1)",
        "/images(a%20b)?$filter=x%20eq%20%27&__delay=1%27,/images(a%20b)?$filter=x%20eq%20%27"
    })
    void optionsForTheProxyAreNotPassedOn(String target, String passedOn) {
        assertThat(interference.passedOn(target)).isEqualTo(passedOn);
    }
}
