package io.damson.store;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.sqlite.ProgressHandler;

/**
 * Ends statements of SQLite that last too long: the library calls it now and then from the thread that runs the statement. Whatever
 * sqlite-jdbc calls a query timeout is another thing, the wait for a lock.
 */
final class StatementLimit extends ProgressHandler {
    /** Instructions of SQLite's virtual machine between two calls; about a millisecond. */
    static final int INSTRUCTIONS = 20_000;

    private final Optional<Duration> limit;
    private final ThreadLocal<Long> end = new ThreadLocal<>();

    /** @param limit empty for none */
    StatementLimit(Optional<Duration> limit) {
        this.limit = limit;
    }

    /** Does work that is ended by a failure of its statement when the limit is over. */
    <R> R around(Supplier<R> work) {
        if (limit.isEmpty() || end.get() != null) {
            return work.get();
        }
        end.set(System.nanoTime() + limit.get().toNanos());
        try {
            return work.get();
        } finally {
            end.remove();
        }
    }

    @Override
    protected int progress() {
        Long mine = end.get();
        return mine != null && System.nanoTime() - mine > 0 ? 1 : 0;
    }
}
