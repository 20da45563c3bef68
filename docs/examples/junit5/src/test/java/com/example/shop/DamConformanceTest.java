package com.example.shop;

import io.damson.junit.Conformance;
import io.damson.mock.DamsonMock;
import io.damson.verify.VerifySettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** How a team that builds a server or a proxy for the API sees that it conforms: a test for each relation. */
class DamConformanceTest {
    // Here stands your own server; a mock is one that conforms.
    private static final DamsonMock SERVER = DamsonMock.start();

    @TestFactory
    Stream<DynamicTest> theServerConforms() {
        return Conformance.tests(VerifySettings.of(SERVER.url(), "globex-demo-key")
                .withOtherKey("acme-demo-key")
                .withOnly("KEY-1", "PAGE-7", "ORDER-4", "FILTER-1", "GET-1", "SHAPE-3"));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }
}
