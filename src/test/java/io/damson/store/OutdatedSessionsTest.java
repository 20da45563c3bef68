package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When PostgreSQL's sessions are begun anew, by a clock that the test moves. */
class OutdatedSessionsTest {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // it runs over, as System.nanoTime() may
    private final OutdatedSessions sessions = new OutdatedSessions(() -> now);

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @ParameterizedTest
    @ValueSource(strings = {"25006", "42501", "42P01", "3F000"})
    void afterAFailureOfASessionsSettingsOnceASecond(String state) {
        sessions.failed(new SQLException("read-only", state));
        assertThat(sessions.areToBeginAnew()).isTrue();
        assertThat(sessions.areToBeginAnew()).isFalse();
        pass(999);
        assertThat(sessions.areToBeginAnew()).isFalse();
        pass(1);
        assertThat(sessions.areToBeginAnew()).isTrue();
    }

    @Test
    void anEndThatNobodyNoticesCostsHalfAMinute() {
        sessions.failed(new SQLException("read-only", "25006"));
        pass(29_999);
        assertThat(sessions.areToBeginAnew()).isTrue();
        pass(1_001);
        assertThat(sessions.areToBeginAnew()).isFalse();
    }

    @Test
    void otherFailuresAreNoReason() {
        sessions.failed(new SQLException("deadlock", "40P01"));
        sessions.failed(new SQLException("no state"));
        assertThat(sessions.areToBeginAnew()).isFalse();
    }
}
