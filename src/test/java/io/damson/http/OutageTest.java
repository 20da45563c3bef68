package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutageTest {
    private long now = 1;
    private final Outage outage = new Outage(Duration.ofMillis(500), () -> now);

    private void passes(int millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void endsWithTheFirstResponseThatIsNoRefusal() {
        assertThat(outage.endsWith(503)).isFalse();
        passes(501);
        assertThat(outage.endsWith(503)).isFalse();
        assertThat(outage.endsWith(404)).isTrue();
        passes(501);
        assertThat(outage.endsWith(200)).isFalse();
    }

    @Test
    void isNoneWhereOthersAreServedMeanwhile() {
        for (int i = 0; i < 10; i++) {
            passes(400);
            assertThat(outage.endsWith(503)).isFalse();
            assertThat(outage.endsWith(200)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 405, 429, 500})
    void doesNotEndWithAResponseThatNeedsNoDatabase(int status) {
        for (int i = 0; i < 10; i++) {
            passes(100);
            assertThat(outage.endsWith(503)).isFalse();
            assertThat(outage.endsWith(status)).isFalse();
        }
        assertThat(outage.endsWith(404)).isTrue();
    }

    @Test
    void isNoneWhereNobodyIsRefused() {
        passes(10_000);
        assertThat(outage.endsWith(200)).isFalse();
    }
}
