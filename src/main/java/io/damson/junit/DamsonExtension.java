package io.damson.junit;

import io.damson.junit.RunningTests.Running;
import io.damson.mock.DamsonMock;
import io.damson.mock.Sandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A mock for the tests of a class and of those nested in it, and a sandbox of its own for each test:
 *
 * <pre>{@code @RegisterExtension static final DamsonExtension damson = new DamsonExtension();}</pre>
 *
 * or {@code @ExtendWith(DamsonExtension.class)}. Tests, their constructors and what runs before and after them may have parameters of
 * the types {@link Sandbox} and {@link DamsonMock}, in a {@code @ParameterizedTest} after its arguments. No others: JUnit refuses a
 * parameter that two resolve, and a {@link URI} may be an argument. Thread-safe; the mock ends with the class.
 */
public final class DamsonExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Optional<Path> data;
    private final RunningTests running = new RunningTests();

    /** With the data of {@link DamsonData}, or else those that come with Damson. */
    public DamsonExtension() {
        this.data = Optional.empty();
    }

    /**
     * With data of one's own.
     *
     * @param data a folder of data files, or one file
     */
    public DamsonExtension(Path data) {
        this.data = Optional.of(data);
    }

    /** What JUnit closes when its class is over: JUnit 5 knows it by the first name, JUnit 6 by the second. */
    @SuppressWarnings("deprecation")
    private record StartedMock(DamsonMock mock) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            mock.close();
        }
    }

    /** What JUnit closes when its test is over, so that thousands of tests find room. */
    @SuppressWarnings("deprecation")
    private record OwnSandbox(Sandbox sandbox) implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            sandbox.drop();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context, Optional.empty());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(context, Optional.of(sandbox(context)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(context);
    }

    private void begin(ExtensionContext context, Optional<Sandbox> sandbox) {
        store(context).put(Running.class, running.begin(mock(context), sandbox));
    }

    /** Nothing where its beginning has failed. */
    private void end(ExtensionContext context) {
        @Nullable Running ended = store(context).remove(Running.class, Running.class);
        if (ended != null) {
            running.end(ended);
        }
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD; // the sandbox of a constructor is that of its test
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Sandbox.class || type == DamsonMock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class ? sandbox(context) : mock(context);
    }

    /** Where the API is, without a slash at the end. */
    public URI url() {
        return running.mock().url();
    }

    /**
     * The key of the present test: no other test changes its data.
     *
     * @throws IllegalStateException if no test runs, or if several do and the thread is none of theirs
     */
    public String apiKey() {
        return sandbox().apiKey();
    }

    /**
     * The sandbox of the present test.
     *
     * @throws IllegalStateException if no test runs, or if several do and the thread is none of theirs
     */
    public Sandbox sandbox() {
        return running.sandbox();
    }

    /** The mock of the class, or of the one that it is nested in. */
    @SuppressWarnings("deprecation") // JUnit 5 has no other
    private DamsonMock mock(ExtensionContext context) {
        Optional<Path> path = data(context);
        Object started = store(context)
                .getOrComputeIfAbsent(
                        path,
                        some -> new StartedMock(path.map(DamsonMock::start).orElseGet(DamsonMock::start)));
        return ((StartedMock) Objects.requireNonNull(started)).mock();
    }

    /** The sandbox of the test; where there is none, of the class. */
    @SuppressWarnings("deprecation") // JUnit 5 has no other
    private Sandbox sandbox(ExtensionContext context) {
        DamsonMock mock = mock(context); // before its sandbox, and so closed after it
        Object own =
                store(context).getOrComputeIfAbsent(context.getUniqueId(), id -> new OwnSandbox(mock.newSandbox()));
        return ((OwnSandbox) Objects.requireNonNull(own)).sandbox();
    }

    private Optional<Path> data(ExtensionContext context) {
        Optional<Path> named = data;
        for (Class<?> type = context.getTestClass().orElse(null);
                named.isEmpty() && type != null;
                type = type.getEnclosingClass()) {
            named = Optional.ofNullable(type.getAnnotation(DamsonData.class))
                    .map(DamsonData::value)
                    .map(Path::of);
        }
        return named;
    }

    /** Each extension has its own; those of nested classes and of tests see what is in that of their class. */
    private Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(DamsonExtension.class, this));
    }
}
