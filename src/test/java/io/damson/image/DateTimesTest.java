package io.damson.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {
    @ParameterizedTest
    @ValueSource(strings = {"2024-04-05T08:44:33", "0001-01-01T00:00:00", "9999-12-31T23:59:59", "2024-02-29T12:00:00"})
    void isReadAsTheStandardLibraryReadsIt(String text) {
        assertThat(DateTimes.parse(text)).isEqualTo(LocalDateTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-04-05",
                "2024-04-05 08:44:33",
                "2024-04-05T08:44",
                "2024-04-05T08:44:33Z",
                "2024-4-05T08:44:330",
                "2024-02-30T08:44:33",
                "2023-02-29T08:44:33",
                "2024-13-01T08:44:33",
                "2024-04-05T24:00:00",
                "2024-04-05T08:44:60",
                "0000-01-01T00:00:00",
                "+024-04-05T08:44:33",
                "٢٠٢٤-04-05T08:44:33"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> DateTimes.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
