package io.damson.browser;

import io.damson.mock.MockServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A plain mock and a Chromium for all tests of a class, whose pages are of 1280 by 800 pixels, light. */
final class MockInChromium implements BeforeAllCallback, AfterAllCallback {
    private final Chromium chromium = new Chromium();
    private @Nullable MockServer mock;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        chromium.beforeAll(context);
        chromium.screen(1280, 800, "light");
        mock = Mock.PLAIN.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (mock != null) {
            mock.close();
        }
        chromium.afterAll(context);
    }

    Chromium chromium() {
        return chromium;
    }

    MockServer mock() {
        if (mock == null) {
            throw new IllegalStateException("no test runs: the mock is registered in a static field");
        }
        return mock;
    }

    /** Of the console, not yet open. */
    Page page() {
        return Page.of(chromium, mock());
    }
}
