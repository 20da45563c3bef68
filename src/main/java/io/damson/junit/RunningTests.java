package io.damson.junit;

import io.damson.mock.DamsonMock;
import io.damson.mock.Sandbox;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The test that a thread belongs to. Thread-safe. */
final class RunningTests {
    /** By thread: tests may run at once, and a thread that waits for its test's tasks may begin another test meanwhile. */
    @SuppressWarnings("ThreadLocalUsage") // each extension has its own, and forgets it with each test
    private final ThreadLocal<@Nullable Running> ofThread = new ThreadLocal<>();

    private final Set<Running> all = ConcurrentHashMap.newKeySet();

    /** A class or a test; each is another, whatever it has. */
    static final class Running {
        private final DamsonMock mock;
        private final Optional<Sandbox> sandbox;
        private final @Nullable Running before;

        private Running(DamsonMock mock, Optional<Sandbox> sandbox, @Nullable Running before) {
            this.mock = mock;
            this.sandbox = sandbox;
            this.before = before;
        }

        private DamsonMock mock() {
            return mock;
        }

        private Optional<Sandbox> sandbox() {
            return sandbox;
        }
    }

    /** The thread is the test's from now on, or a class's where there is no sandbox. */
    Running begin(DamsonMock mock, Optional<Sandbox> sandbox) {
        Running begun = new Running(mock, sandbox, ofThread.get());
        all.add(begun);
        ofThread.set(begun);
        return begun;
    }

    /** The thread, which has begun it, is again whose it was before. */
    void end(Running ended) {
        all.remove(ended);
        if (ended.before == null) {
            ofThread.remove();
        } else {
            ofThread.set(ended.before);
        }
    }

    /** The mock of the thread's test; in another thread that of all tests that run. */
    DamsonMock mock() {
        return find(running -> Optional.of(running.mock()));
    }

    /** The sandbox of the thread's test; in another thread that of the only test that runs. */
    Sandbox sandbox() {
        return find(Running::sandbox);
    }

    private <T> T find(Function<Running, Optional<T>> part) {
        Running own = ofThread.get();
        List<T> found = own == null
                ? all.stream()
                        .flatMap(running -> part.apply(running).stream())
                        .distinct()
                        .toList()
                : part.apply(own).stream().toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "no test runs: the mock is there from @BeforeAll on, where the extension is registered (a static field with"
                            + " @RegisterExtension), the sandbox within a test; in @BeforeAll take a Sandbox as parameter");
        }
        if (found.size() > 1) {
            throw new IllegalStateException(
                    "several tests run at once, and this thread is none's: let the test take a Sandbox as"
                            + " parameter, and hand that to the thread");
        }
        return found.get(0);
    }
}
