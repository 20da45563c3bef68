package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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

    @Test
    void isNoneWhereNobodyIsRefused() {
        passes(10_000);
        assertThat(outage.endsWith(200)).isFalse();
    }
}
