package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.http.Holdings.Place;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private final Holdings holdings = new Holdings(4, 1_000);

    @Test
    void aFewBeyondTheBoundAreToldAndOthersAreCut() {
        for (int i = 0; i < 4; i++) {
            assertThat(holdings.enter()).isEqualTo(Place.TAKEN);
        }
        assertThat(holdings.enter()).isEqualTo(Place.SURPLUS);
        assertThat(holdings.enter()).isEqualTo(Place.NONE);
        holdings.leave();
        holdings.leave();
        holdings.leave();
        assertThat(holdings.enter()).isEqualTo(Place.TAKEN);
    }

    @Test
    void bytesAreBoundedTogether() {
        assertThat(holdings.hold(600)).isTrue();
        assertThat(holdings.hold(600)).isFalse();
        assertThat(holdings.hold(-600)).isTrue();
        assertThat(holdings.hold(400)).isTrue();
        assertThat(holdings.hold(0)).isTrue();
        assertThat(holdings.hold(1)).isFalse();
    }
}
