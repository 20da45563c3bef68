package io.damson.proxy;

import io.damson.verify.traffic.Judge;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what has passed, by one thread, in the order in which it ended. What it holds is bounded: it falls behind rather than the
 * traffic. Thread-safe.
 */
final class Judging implements AutoCloseable {
    /** How many passages wait at most. */
    static final int MAX_WAITING = 1_000;

    /** How many bytes all bodies have at most: of passages that wait, and of those that have not ended. */
    static final long MAX_BYTES = 64L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String BEHIND = "the judge had fallen behind";
    private static final String ENDED = "the proxy ended before the judge came to it";

    private static final Logger LOG = LoggerFactory.getLogger(Judging.class);

    private final Judge judge;
    private final List<Observer> observers;
    private final Duration patience;
    /** Those that will not be judged wait too, without their bodies, until observers have been told. */
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(2 * MAX_WAITING);

    private final AtomicInteger toBeJudged = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong judged = new AtomicLong();
    private final AtomicLong unjudged = new AtomicLong();
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicLong changed = new AtomicLong(System.nanoTime());
    private final AtomicInteger changing = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "damson-judge");

    Judging(Judge judge, List<Observer> observers) {
        this(judge, observers, PATIENCE);
    }

    /** @param patience how long the end waits for what waits */
    Judging(Judge judge, List<Observer> observers, Duration patience) {
        this.judge = judge;
        this.observers = observers;
        this.patience = patience;
        thread.setDaemon(true);
        thread.start();
    }

    /** What the thread does next. */
    private sealed interface Waiting {
        /**
         * A passage whose body has so many bytes reserved, and who learns the verdict, or that there is none.
         *
         * @param changed when images were last changed by what is not judged, before its response ended
         */
        record Judged(Passage passage, int size, long changed, Consumer<Optional<Verdict>> then) implements Waiting {}

        /** A passage that is told of alone. */
        record Unjudged(Passage passage) implements Waiting {}

        /** There is nothing more. */
        record End() implements Waiting {}
    }

    /** Whether the request is for an operation that is judged. */
    boolean isJudged(String method, String relative) {
        return judge.isJudged(method, relative);
    }

    /** Takes room for so many bytes of a body; whether there is any. */
    boolean reserve(int size) {
        if (bytes.addAndGet(size) > MAX_BYTES) {
            bytes.addAndGet(-size);
            return false;
        }
        return true;
    }

    /** Gives room back. */
    void free(int size) {
        bytes.addAndGet(-size);
    }

    /**
     * Lets a passage be judged, when those before it have been.
     *
     * @param size what was reserved for its body: free when it was judged
     * @param then is called by the judging thread; at once with none where the passage cannot be taken
     */
    void judge(Passage passage, int size, Consumer<Optional<Verdict>> then) {
        if (toBeJudged.incrementAndGet() <= MAX_WAITING
                && queue.offer(new Waiting.Judged(passage, size, changedBefore(), then))) {
            return;
        }
        toBeJudged.decrementAndGet();
        free(size);
        then.accept(Optional.empty());
        leaveOut(passage);
    }

    private long changedBefore() {
        if (changing.get() > 0) {
            changed();
        }
        return changed.get();
    }

    /** Images may have changed by what is not judged: what was before says nothing of what comes. */
    void changed() {
        changed.accumulateAndGet(System.nanoTime(), (one, other) -> other - one > 0 ? other : one);
    }

    /** Images may change at any time now, until {@link #changeEnded}: then no response says anything of the next one. */
    void changeBegun() {
        changing.incrementAndGet();
    }

    /** @param isRefused whether it is known to have changed nothing */
    void changeEnded(boolean isRefused) {
        if (!isRefused) {
            changed();
        }
        changing.decrementAndGet();
    }

    /** Lets a passage go unjudged, since there is no room for it. */
    void leaveOut(Passage passage) {
        unjudged.incrementAndGet();
        if (!Relay.SAFE.contains(passage.method())) {
            changed();
        }
        if (!queue.offer(new Waiting.Unjudged(withoutBody(passage)))) {
            untold.incrementAndGet();
        }
    }

    private static Passage withoutBody(Passage passage) {
        return new Passage(
                passage.method(),
                passage.target(),
                passage.requestFields(),
                passage.status(),
                passage.fields(),
                ByteBuffer.allocate(0),
                false,
                passage.received(),
                passage.begun(),
                passage.ended());
    }

    long judged() {
        return judged.get();
    }

    long unjudged() {
        return unjudged.get();
    }

    private void run() {
        try {
            long seen = changed.get();
            for (Waiting next = queue.take(); !(next instanceof Waiting.End); next = queue.take()) {
                if (next instanceof Waiting.Judged waiting) {
                    if (waiting.changed() - seen > 0) {
                        seen = waiting.changed();
                        judge.forget(seen);
                    }
                    judge(waiting);
                } else if (next instanceof Waiting.Unjudged left) {
                    tell(observer -> observer.unjudged(left.passage(), BEHIND));
                }
                tellUntold();
            }
            tellUntold();
        } catch (InterruptedException e) {
            leaveOutRest();
        }
    }

    private void leaveOutRest() {
        for (@Nullable Waiting next = queue.poll(); next != null; next = queue.poll()) {
            if (next instanceof Waiting.Judged waiting) {
                unjudged.incrementAndGet();
                tell(observer -> observer.unjudged(waiting.passage(), ENDED));
            } else if (next instanceof Waiting.Unjudged left) {
                tell(observer -> observer.unjudged(left.passage(), BEHIND));
            }
        }
        tellUntold();
    }

    private void judge(Waiting.Judged waiting) {
        Optional<Verdict> verdict = verdict(waiting.passage());
        toBeJudged.decrementAndGet();
        waiting.then().accept(verdict);
        verdict.ifPresentOrElse(
                found -> tell(observer -> observer.judged(found)),
                () -> tell(observer -> observer.unjudged(waiting.passage(), "Damson failed; its log has the cause")));
        free(waiting.size());
    }

    /** Those that could not even wait to be told of. */
    private void tellUntold() {
        int times = untold.getAndSet(0);
        if (times > 0) {
            tell(observer -> observer.unjudged(times, BEHIND));
        }
    }

    private Optional<Verdict> verdict(Passage passage) {
        try {
            Verdict verdict = judge.judge(passage);
            (verdict.isJudged() ? judged : unjudged).incrementAndGet();
            return Optional.of(verdict);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a response could not be judged", e);
            unjudged.incrementAndGet();
            return Optional.empty();
        }
    }

    private void tell(Consumer<Observer> news) {
        for (Observer observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                LOG.error("what was judged could not be told", e);
            }
        }
    }

    /** Judges what waits, for a while; the rest is left out. */
    @Override
    public void close() {
        try {
            if (queue.offer(new Waiting.End(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.join(patience.toMillis());
            }
            thread.interrupt();
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
