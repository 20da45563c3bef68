package io.damson.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.damson.http.Claim.Kind;
import io.damson.http.Turns.Turn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Of eight workers, a client has six at most, and four for requests that may last. */
class TurnsTest {
    /** A little longer than a client may be without a quick answer. */
    private static final Duration STUCK = Duration.ofMillis(21);

    private long now = 1;
    private final Turns<String> turns = new Turns<>(new Shares(8), Patience.OF_A_SERVER, () -> now);

    private Turn take(long client, Kind kind) {
        return turns.take(new Claim(client, kind), () -> client + " " + kind);
    }

    private void take(int count, long client, Kind kind, Turn expected) {
        for (int i = 0; i < count; i++) {
            assertThat(take(client, kind)).as("%s", i).isEqualTo(expected);
        }
    }

    private List<String> leave(long client, Kind kind) {
        return turns.leave(new Claim(client, kind), false).stream()
                .map(Turns.Started::request)
                .toList();
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @Test
    void noClientHoldsAllWorkersWhateverItsRequestsAre() {
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(1, 1, Kind.SEARCH, Turn.LATER);
        take(1, 1, Kind.CHANGE, Turn.LATER);
        passes(STUCK);
        take(2, 1, Kind.QUICK, Turn.NOW);
        take(1, 1, Kind.QUICK, Turn.LATER);
        take(1, 2, Kind.QUICK, Turn.NOW);
        take(1, 3, Kind.QUICK, Turn.LATER);
    }

    @Test
    void quickRequestsThatAreQuickIndeedTakeAllWorkersButOne() {
        take(7, 1, Kind.QUICK, Turn.NOW);
        take(1, 1, Kind.QUICK, Turn.LATER);
        passes(STUCK);
        assertThat(leave(1, Kind.QUICK)).containsExactly("1 QUICK");
        assertThat(leave(1, Kind.QUICK)).isEmpty();
        passes(STUCK);
        take(1, 1, Kind.QUICK, Turn.LATER);
        take(1, 2, Kind.QUICK, Turn.NOW);
    }

    @Test
    void aWorkerWaitsAMomentForAPlace() throws InterruptedException {
        take(7, 1, Kind.QUICK, Turn.NOW);
        for (int tries = 0; tries < 100; tries++) {
            AtomicReference<Turn> eighth = new AtomicReference<>();
            Thread worker = new Thread(() -> eighth.set(take(1, Kind.QUICK)));
            worker.start();
            boolean waited = false;
            while (worker.isAlive() && !waited) {
                waited = worker.getState() == Thread.State.TIMED_WAITING;
            }
            List<String> started = leave(1, Kind.QUICK);
            worker.join();
            assertThat(started).hasSize(eighth.get() == Turn.NOW ? 0 : 1);
            if (waited && eighth.get() == Turn.NOW) {
                return;
            }
        }
        fail("no worker has waited, or none of them in time");
    }

    @Test
    void requestsThatMayLastLeaveWorkersForOthersHoweverManyClientsSendThem() {
        for (int client = 1; client <= 6; client++) {
            take(1, client, Kind.SEARCH, Turn.NOW);
        }
        take(1, 7, Kind.SEARCH, Turn.LATER);
        take(1, 8, Kind.QUICK, Turn.NOW);
    }

    @Test
    void changesLeaveWorkersForSearches() {
        for (int client = 1; client <= 4; client++) {
            take(1, client, Kind.CHANGE, Turn.NOW);
        }
        take(1, 5, Kind.CHANGE, Turn.LATER);
        take(2, 5, Kind.SEARCH, Turn.NOW);
    }

    @Test
    void clientsTakeTurns() {
        for (int client = 1; client <= 6; client++) {
            take(1, client, Kind.SEARCH, Turn.NOW);
        }
        take(3, 7, Kind.SEARCH, Turn.LATER);
        take(1, 8, Kind.SEARCH, Turn.LATER);
        assertThat(leave(1, Kind.SEARCH)).containsExactly("7 SEARCH");
        assertThat(leave(2, Kind.SEARCH)).containsExactly("8 SEARCH");
        assertThat(leave(3, Kind.SEARCH)).containsExactly("7 SEARCH");
    }

    @Test
    void aClientWhoseSearchesAreSlowHasOneAtATimeForTenSeconds() {
        take(1, 1, Kind.SEARCH, Turn.NOW);
        assertThat(turns.leave(new Claim(1, Kind.SEARCH), true)).isEmpty();
        take(1, 1, Kind.SEARCH, Turn.NOW);
        take(1, 1, Kind.SEARCH, Turn.LATER);
        take(1, 1, Kind.CHANGE, Turn.NOW);
        assertThat(leave(1, Kind.SEARCH)).containsExactly("1 SEARCH");
        passes(Duration.ofSeconds(10));
        take(2, 1, Kind.SEARCH, Turn.NOW);
    }

    @Test
    void aFewBehindTheirOwnClientWaitAsLongAsAStatementMayLast() {
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(30, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(500));
        assertThat(turns.overdue()).isEmpty();
        passes(Duration.ofMillis(1));
        assertThat(turns.overdue()).hasSize(22);
        passes(Duration.ofSeconds(9));
        assertThat(turns.overdue()).isEmpty();
        passes(Duration.ofSeconds(1));
        assertThat(turns.overdue()).hasSize(8);
        assertThat(turns.hasWaiting()).isFalse();
    }

    @Test
    void whereAClientIsOverloadedItsQueueIsKeptShort() {
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(16, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(501));
        assertThat(turns.overdue()).hasSize(8);
        take(5, 1, Kind.SEARCH, Turn.LATER);
        assertThat(leave(1, Kind.SEARCH)).hasSize(1);
        take(1, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(100));
        assertThat(turns.overdue()).isEmpty();
        passes(Duration.ofMillis(1));
        assertThat(turns.overdue()).hasSize(5);
        take(1, 2, Kind.SEARCH, Turn.NOW);
    }

    @Test
    void anOverloadIsOverWhenNobodyHasBeenRefusedForTwoSeconds() {
        overload(1);
        take(1, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(101));
        assertThat(turns.overdue()).hasSize(1);
        serveAll(1);
        passes(Duration.ofSeconds(2));
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(40, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(500));
        assertThat(turns.overdue()).isEmpty();
    }

    @Test
    void anOverloadThatLastsIsTriedWithMorePatience() {
        overload(1);
        for (int i = 0; i < 20; i++) {
            take(1, 1, Kind.SEARCH, Turn.LATER);
            assertThat(leave(1, Kind.SEARCH)).hasSize(1);
            take(1, 1, Kind.SEARCH, Turn.LATER);
            passes(Duration.ofSeconds(1));
            assertThat(turns.overdue()).hasSize(1);
        }
        take(3, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(50));
        assertThat(turns.overdue()).isEmpty();
        passes(Duration.ofMillis(1));
        assertThat(turns.overdue()).hasSize(3);
        take(1, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(51));
        assertThat(turns.overdue()).isEmpty();
        passes(Duration.ofMillis(50));
        assertThat(turns.overdue()).hasSize(1);
    }

    @Test
    void manyWhoAreServedSoonAreNoOverload() {
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(100, 1, Kind.SEARCH, Turn.LATER);
        for (int i = 0; i < 2_000; i++) {
            passes(Duration.ofNanos(490_000));
            assertThat(leave(1, Kind.SEARCH)).hasSize(1);
            take(1, 1, Kind.SEARCH, Turn.LATER);
            assertThat(turns.overdue()).isEmpty();
        }
    }

    @Test
    void anOverloadIsNoReasonToRefuseWhoIsServedSoon() {
        overload(1);
        for (int i = 0; i < 300; i++) {
            passes(Duration.ofMillis(1));
            assertThat(leave(1, Kind.SEARCH)).hasSize(1);
            take(i == 100 ? 13 : 1, 1, Kind.SEARCH, Turn.LATER);
            assertThat(turns.overdue()).isEmpty();
        }
    }

    @Test
    void overloadsAreForgottenWhenADatabaseThatWasAwayIsBack() {
        overload(1);
        turns.leave(new Claim(1, Kind.SEARCH), true);
        turns.forgetOverloads();
        for (int left = 11; left > 0; left--) {
            leave(1, Kind.SEARCH);
        }
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(40, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(500));
        assertThat(turns.overdue()).isEmpty();
    }

    @Test
    void aServerThatHasRestedIsPatient() {
        passes(Duration.ofHours(1));
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(40, 1, Kind.SEARCH, Turn.LATER);
        assertThat(turns.overdue()).isEmpty();
        passes(Duration.ofMillis(500));
        assertThat(turns.overdue()).isEmpty();
    }

    @Test
    void whereAllAreTooManyEachHasAShareOfThoseWhoWait() {
        for (int client = 1; client <= 3; client++) {
            take(2, client, Kind.SEARCH, Turn.NOW);
        }
        take(20, 1, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(501));
        assertThat(turns.overdue()).hasSize(20);
        take(6, 1, Kind.SEARCH, Turn.LATER);
        take(3, 2, Kind.SEARCH, Turn.LATER);
        take(2, 3, Kind.SEARCH, Turn.LATER);
        for (int client = 1; client <= 3; client++) {
            take(1, client, Kind.SEARCH, Turn.LATER);
        }
        passes(Duration.ofMillis(101));
        assertThat(turns.overdue()).hasSize(3 + 4 + 1);
    }

    /** Eight wait. */
    private void overload(long client) {
        take(4, client, Kind.SEARCH, Turn.NOW);
        take(9, client, Kind.SEARCH, Turn.LATER);
        passes(Duration.ofMillis(501));
        assertThat(turns.overdue()).hasSize(1);
    }

    private void serveAll(long client) {
        for (int left = 12; left > 0; left--) {
            leave(client, Kind.SEARCH);
        }
    }

    @Test
    void whereTheServerIsFullNobodyWaitsLong() {
        take(4, 1, Kind.QUICK, Turn.NOW);
        take(3, 2, Kind.QUICK, Turn.NOW);
        take(1, 3, Kind.QUICK, Turn.LATER);
        passes(Duration.ofMillis(501));
        assertThat(turns.overdue()).containsExactly("3 QUICK");
        take(1, 3, Kind.QUICK, Turn.LATER);
        assertThat(leave(1, Kind.QUICK)).containsExactly("3 QUICK");
    }

    @Test
    void whereNothingMovesNobodyWaitsForHalfASecondAgain() {
        take(4, 1, Kind.QUICK, Turn.NOW);
        take(3, 2, Kind.QUICK, Turn.NOW);
        take(5, 3, Kind.QUICK, Turn.LATER);
        passes(Duration.ofMillis(460));
        take(3, 3, Kind.QUICK, Turn.LATER);
        passes(Duration.ofMillis(41));
        assertThat(turns.overdue()).hasSize(5);
        passes(Duration.ofMillis(10));
        assertThat(turns.overdue()).hasSize(3);
    }

    @Test
    void aFullServerThatWasNotFullForAMomentIsPatientAgain() {
        take(4, 1, Kind.QUICK, Turn.NOW);
        take(3, 2, Kind.QUICK, Turn.NOW);
        for (int i = 0; i < 3; i++) {
            take(1, 3, Kind.QUICK, Turn.LATER);
            passes(Duration.ofMillis(400));
            assertThat(turns.overdue()).isEmpty();
            assertThat(leave(3 - i % 2 - 1, Kind.QUICK)).containsExactly("3 QUICK");
            assertThat(leave(3, Kind.QUICK)).isEmpty();
            take(1, 3 - i % 2 - 1, Kind.QUICK, Turn.NOW);
        }
    }

    @Test
    void whoComesWhenVeryManyWaitIsRefusedAtOnce() {
        take(4, 1, Kind.SEARCH, Turn.NOW);
        take(8 * 128, 1, Kind.SEARCH, Turn.LATER);
        take(1, 1, Kind.SEARCH, Turn.NEVER);
        take(1, 2, Kind.SEARCH, Turn.NOW);
    }
}
