package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterTurnTest {
    private final WriterTurn turn = new WriterTurn(Duration.ofMillis(400), Duration.ofSeconds(20));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void writersComeOneByOneAndAllOfThem() throws Exception {
        int[] writing = {0, 0};
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            writers.add(threads.submit(() -> turn.take(() -> {
                assertThat(++writing[0]).isEqualTo(1);
                writing[1]++;
                return writing[0]--;
            })));
        }
        for (Future<Integer> writer : writers) {
            writer.get();
        }
        assertThat(writing[1]).isEqualTo(200);
    }

    @Test
    void whoStandsBehindAWriterThatWaitsForAnotherProcessIsToldSo() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Boolean> stuck = threads.submit(() -> turn.take(() -> waitForAnotherProcess(begun, end)));
        begun.await();
        assertThat(catchThrowableOfType(DatabaseUnavailableException.class, () -> turn.take(() -> 1))
                        .reason())
                .isEqualTo(DatabaseUnavailableException.Reason.BUSY);
        end.countDown();
        assertThat(stuck.get()).isTrue();
        assertThat(turn.take(() -> 1)).isEqualTo(1);
    }

    private boolean waitForAnotherProcess(CountDownLatch begun, CountDownLatch end) {
        try {
            turn.begin(() -> {
                begun.countDown();
                await(end);
            });
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A disk may be slow: that is no reason to refuse. */
    @Test
    void whoStandsBehindAWriterThatWritesWaits() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<Boolean> slow = threads.submit(() -> turn.take(() -> {
            begun.countDown();
            return await(end);
        }));
        begun.await();
        Future<Integer> behind = threads.submit(() -> turn.take(() -> 2));
        assertThat(catchThrowableOfType(TimeoutException.class, () -> behind.get(500, TimeUnit.MILLISECONDS)))
                .as("longer than a writer of another process is waited for")
                .isNotNull();
        end.countDown();
        assertThat(slow.get()).isTrue();
        assertThat(behind.get()).isEqualTo(2);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
