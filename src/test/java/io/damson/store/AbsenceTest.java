package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may wait for a database that is away, by a clock that the test moves. */
class AbsenceTest {
    private long now = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos(); // it runs over, as System.nanoTime() may
    private final Absence absence = new Absence(Duration.ofMillis(1200), () -> now);

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private void isSilent() {
        var unused = absence.adjudicate(new SQLException("no answer", "08006", new SocketTimeoutException()));
    }

    @Test
    void nobodyWaitsForASecondThenOneMayTry() {
        absence.began();
        pass(900);
        assertThat(absence.mayTry()).isFalse();
        pass(100);
        assertThat(absence.mayTry()).isTrue();
        assertThat(absence.mayTry()).as("another beside it").isFalse();
        pass(2100);
        assertThat(absence.mayTry()).as("its try lasts").isFalse();
        pass(100);
        assertThat(absence.mayTry()).as("it never came back").isTrue();
    }

    @Test
    void allMayWaitAgainWhenOneHasAConnection() {
        absence.began();
        absence.ended();
        assertThat(absence.mayTry()).isTrue();
        assertThat(absence.mayTry()).isTrue();
    }

    @Test
    void aConnectionThatIsSilentWhileOthersAreNotIsNoAbsence() {
        pass(5000);
        absence.answered();
        pass(1000);
        isSilent();
        assertThat(absence.mayTry()).isTrue();
    }

    @Test
    void whereNobodyHasHadAnAnswerForASecondADatabaseIsAway() {
        absence.answered();
        pass(1001);
        isSilent();
        assertThat(absence.mayTry()).isFalse();
    }

    @Test
    void aConnectionThatEndsIsNoAbsence() {
        pass(5000);
        var unused = absence.adjudicate(new SQLException("closed", "08006", new java.io.EOFException()));
        assertThat(absence.mayTry()).isTrue();
    }
}
