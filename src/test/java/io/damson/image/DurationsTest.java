package io.damson.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way to write durations, all common ways to read them. */
class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S, 0s",
        "500ms, PT0.5S, 500ms",
        "2000ms, PT2S, 2s",
        "0.8s, PT0.8S, 800ms",
        "2S, PT2S, 2s",
        "PT2S, PT2S, 2s",
        "pt0.05s, PT0.05S, 50ms",
        "90s, PT1M30S, 1m30s",
        "1m30s, PT1M30S, 1m30s",
        "1h, PT1H, 1h",
        "P1D, PT24H, 24h",
        "1.5s, PT1.5S, 1500ms",
        "0.0001s, PT0.0001S, 0.0001s"
    })
    void whatIsWrittenIsReadAgain(String text, Duration duration, String written) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.print(duration)).isEqualTo(written);
        assertThat(Durations.parse(written)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "8",
                "-2s",
                "PT-2S",
                "-PT2S",
                "2 s",
                "s",
                "ms",
                "1d",
                "T2S",
                "P",
                "2s500ms",
                "9999999999999999999h"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not a time like 500ms, 8s or 1m30s");
    }
}
