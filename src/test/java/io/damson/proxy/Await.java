package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what other threads do. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Await() {}

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it comes in time").isLessThan(end);
            Thread.onSpinWait();
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
            Thread.onSpinWait();
        }
    }
}
