package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what other threads do. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** In nanoseconds: often enough, and the processor is left to those who are waited for. */
    private static final long STEP = 200_000;

    private Await() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes in time").isLessThan(end);
            LockSupport.parkNanos(STEP);
        }
    }

    static void down(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the value has not changed for so long. */
    static void stable(LongSupplier value, Duration quiet) {
        long last = value.getAsLong();
        long since = System.nanoTime();
        long end = since + PATIENCE.toNanos();
        while (System.nanoTime() - since < quiet.toNanos()) {
            long now = value.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            assertThat(System.nanoTime()).as("it comes to rest in time").isLessThan(end);
            LockSupport.parkNanos(STEP);
        }
    }
}
