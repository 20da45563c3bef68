package io.damson.junit;

import static io.damson.junit.JUnitRun.run;

import io.damson.mock.DamsonMock;
import io.damson.verify.VerifySettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kit as tests of a stranger's. */
@Timeout(60)
class ConformanceTest {
    /** A project may have all its tests run at once; the kit's build on one another. */
    @Execution(ExecutionMode.CONCURRENT)
    static class AtOnce {
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

    @Test
    void relationsThatJUnitRunsAtOnceAreAskedOneAfterTheOther() {
        run(6 + 1, AtOnce.class);
    }
}
