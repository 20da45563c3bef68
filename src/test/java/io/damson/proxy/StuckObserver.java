package io.damson.proxy;

import io.damson.Await;
import io.damson.verify.traffic.Passage;
import io.damson.verify.traffic.Verdict;
import java.util.concurrent.Semaphore;

/** Holds the judging thread up at what comes first, until it may go on. */
final class StuckObserver implements Observer {
    private final Semaphore passes = new Semaphore(0);
    private volatile boolean isStuck;
    private volatile boolean isFree;

    @Override
    public void judged(Verdict verdict) {
        pause();
    }

    @Override
    public void unjudged(Passage passage, String why) {
        pause();
    }

    private void pause() {
        if (!isFree) {
            isStuck = true;
            passes.acquireUninterruptibly();
            isStuck = false;
        }
    }

    /** Waits until the thread is held up. */
    void await() {
        Await.until(() -> isStuck);
    }

    /** All goes on from now on. */
    void free() {
        isFree = true;
        passes.release();
    }

    /** What comes next is held up again. */
    void holdAgain() {
        isFree = false;
    }
}
