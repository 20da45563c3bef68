package io.damson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Waits for what others do, and leaves the processor to them. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(1);

    private Await() {}

    /** What can be asked, and may fail. */
    @FunctionalInterface
    public interface Condition {
        /** Whether what is waited for has come. */
        boolean holds() throws Exception;
    }

    /** Until the condition holds, which it has to do in 30 seconds. */
    public static void until(Condition condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            assertThat(System.nanoTime()).as("it comes in time").isLessThan(end);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until the latch is down or the thread is interrupted. */
    public static void down(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the value has not changed for so long. */
    public static void stable(LongSupplier value, Duration quiet) {
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
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
