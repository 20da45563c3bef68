package io.damson.mock.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MockClockTest {
    private static final LocalDateTime LAST_SECOND = LocalDateTime.of(9999, 12, 31, 23, 59, 59);

    private Instant real = Instant.parse("2024-04-05T08:44:33Z");
    private final MockClock clock = new MockClock(() -> real);

    @Test
    void aClockThatRunsStandsStillAtTheEndOfTheYear9999() {
        clock.change(Optional.of(LAST_SECOND), Duration.ZERO, true);
        real = real.plusSeconds(2);
        assertThat(clock.now()).isEqualTo(LAST_SECOND);
        assertThat(clock.isRunning()).isTrue();
    }

    @Test
    void aClockFollowsAnotherThatHasRunToTheEnd() {
        clock.change(Optional.of(LAST_SECOND), Duration.ZERO, true);
        real = real.plusSeconds(2);
        MockClock follower = new MockClock(() -> real);
        follower.follow(clock);
        assertThat(follower.now()).isEqualTo(LAST_SECOND);
    }
}
