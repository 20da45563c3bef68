package io.damson.junit;

import io.damson.mock.DamsonMock;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A mock for the tests of a class, and a sandbox of its own for each test:
 *
 * <pre>{@code @RegisterExtension static final DamsonExtension damson = new DamsonExtension();}</pre>
 */
public final class DamsonExtension implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** Tests of one class may run at once, in threads of their own. */
    private final ThreadLocal<String> apiKey = new ThreadLocal<>();

    private @Nullable DamsonMock mock;

    /** Not started yet. */
    public DamsonExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        mock = DamsonMock.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        apiKey.set(mock().newSandboxKey());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        mock().close();
    }

    /** Where the API is, without a slash at the end. */
    public URI url() {
        return mock().url();
    }

    /** The key of the present test: nobody else changes what it sees. */
    public String apiKey() {
        return apiKey.get();
    }

    private DamsonMock mock() {
        if (mock == null) {
            throw new IllegalStateException("the extension has to be a static field with @RegisterExtension");
        }
        return mock;
    }
}
