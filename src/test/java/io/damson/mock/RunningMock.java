package io.damson.mock;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A mock for all tests of a class, over the data that come with Damson; each test takes a sandbox of a name of its own. */
final class RunningMock implements BeforeAllCallback, AfterAllCallback {
    private @Nullable MockServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = Mocks.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }

    MockServer server() {
        if (server == null) {
            throw new IllegalStateException("no test runs: the mock is registered in a static field");
        }
        return server;
    }

    /** Who has the key of the sandbox of that name. */
    Client sandbox(String name) {
        return Client.of(server(), "sandbox-" + name);
    }

    /** Who has that key. */
    Client client(String key) {
        return Client.of(server(), key);
    }

    /** Who has no key. */
    Client client() {
        return Client.of(server());
    }
}
