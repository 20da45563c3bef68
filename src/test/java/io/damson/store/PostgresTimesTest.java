package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a request has waited for, its answer comes within the query timeout, and PostgreSQL has the time to end its statements. */
class PostgresTimesTest {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);

    private static PostgresTimes times(long queryTimeout) {
        return new PostgresTimes(Duration.ofMillis(queryTimeout), LOCK_TIMEOUT);
    }

    private static void atAge(long millis, RequestTime.Work<SQLException> work) throws SQLException {
        RequestTime.since(System.nanoTime() - Duration.ofMillis(millis).toNanos(), work);
    }

    @ParameterizedTest
    @CsvSource({
        "2000,0",
        "2000,90",
        "2000,110",
        "2000,1000",
        "2000,1600",
        "10000,0",
        "10000,240",
        "10000,5000",
        "60000,59000"
    })
    void aRequestIsAnsweredInTimeThoughPostgresIsSilent(long queryTimeout, long age) throws SQLException {
        PostgresTimes times = times(queryTimeout);
        atAge(age, () -> {
            times.requireTime();
            assertThat(times.silence().plusMillis(age)).isLessThan(Duration.ofMillis(queryTimeout));
            assertThat(times.isLate() ? times.statementLeft() : times.statement())
                    .isLessThan(times.silence());
        });
    }

    @ParameterizedTest
    @CsvSource({"2000,0", "2000,700", "2000,1300", "10000,0", "10000,9000"})
    void aConnectionIsWaitedForAndTriedWithinThatTime(long queryTimeout, long age) throws SQLException {
        Duration trial = Duration.ofMillis(500);
        atAge(
                age,
                () -> assertThat(times(queryTimeout)
                                .connection(Duration.ofMillis(1200), trial)
                                .plus(trial)
                                .plusMillis(age))
                        .isLessThan(Duration.ofMillis(queryTimeout)));
        assertThat(times(queryTimeout).connection(Duration.ofMillis(1200), trial))
                .hasMillis(1200);
    }

    @ParameterizedTest
    @CsvSource({"2000,1750", "2000,3000", "10000,9500"})
    void aRequestWithoutTimeIsGivenUp(long queryTimeout, long age) throws SQLException {
        PostgresTimes times = times(queryTimeout);
        atAge(age, () -> assertThatThrownBy(times::requireTime).hasMessageContaining("has waited for"));
    }

    @ParameterizedTest
    @CsvSource({"0", "600", "1000", "1700", "1900"})
    void aLockIsNotWaitedForLongerThanTwoSecondsInAll(long age) throws SQLException {
        PostgresTimes times = times(10_000);
        atAge(age, () -> assertThat(times.lockLeft().plusMillis(age)).isLessThan(Duration.ofSeconds(2)));
        atAge(0, () -> assertThat(times.lockLeft()).isEqualTo(LOCK_TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource({"50", "2000", "10000"})
    void workThatIsForNoRequestWaitsForTheLimitOfItsStatements(long queryTimeout) throws SQLException {
        PostgresTimes times = times(queryTimeout);
        times.requireTime();
        assertThat(times.isLate()).isFalse();
        assertThat(times.silence()).isGreaterThan(Duration.ofMillis(queryTimeout));
        assertThat(times.lockLeft()).isEqualTo(LOCK_TIMEOUT);
    }
}
