package io.damson.junit;

import static io.damson.junit.JUnitRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.contract.admin.Fault;
import io.damson.mock.DamsonMock;
import io.damson.mock.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension in classes of every kind, which JUnit runs as it would run a stranger's. */
@Timeout(60)
class DamsonExtensionTest {
    private static final String IMAGE = "/images(product-main-front.jpg)";

    /** What the classes below have met; each begins with nothing. */
    private static final Set<Object> SEEN = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static int ask(String method, URI url, String path, String key) {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create(url + path).toURL().openConnection();
            request.setRequestMethod(method);
            request.setRequestProperty("X-API-KEY", key);
            return request.getResponseCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int ask(String method, Sandbox dam, String path) {
        return ask(method, dam.url(), path, dam.apiKey());
    }

    private static void assertClosed(URI url) {
        assertThatThrownBy(() -> new Socket(url.getHost(), url.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    /** Tests of a class, and of those in it, with a field. */
    static class Outer {
        @RegisterExtension
        static final DamsonExtension DAM = new DamsonExtension();

        @BeforeAll
        static void once() {
            SEEN.add(DAM.url());
            assertThatThrownBy(DAM::apiKey).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void before() {
            meet();
        }

        @Test
        void after() {
            meet();
        }

        private static void meet() {
            SEEN.add(DAM.url());
            SEEN.add(DAM.apiKey());
            assertThat(ask("DELETE", DAM.url(), IMAGE, DAM.apiKey())).isEqualTo(204);
        }

        @Nested
        class Inner {
            @Test
            void one() {
                meet();
            }

            @Test
            void two() {
                meet();
            }

            @Nested
            class Innermost {
                @Test
                void three() {
                    meet();
                }
            }
        }
    }

    @Test
    void nestedClassesHaveTheMockOfTheOuterAndEachTestItsOwnSandbox() {
        run(5, Outer.class);
        assertThat(SEEN.stream().filter(URI.class::isInstance)).hasSize(1);
        assertThat(SEEN.stream().filter(String.class::isInstance)).hasSize(5);
        SEEN.stream().filter(URI.class::isInstance).forEach(url -> assertClosed((URI) url));
    }

    /** One instance for all tests, and the extension in a field of it. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {
        @RegisterExtension
        final DamsonExtension dam = new DamsonExtension();

        @BeforeAll
        void once(Sandbox ofTheClass) {
            SEEN.add(ofTheClass.apiKey());
            SEEN.add(dam.url());
        }

        @RepeatedTest(3)
        void meets(Sandbox own, DamsonMock mock) {
            SEEN.add(own.apiKey());
            SEEN.add(mock.url());
            assertThat(dam.apiKey()).isEqualTo(own.apiKey());
            assertThat(ask("DELETE", own, IMAGE)).isEqualTo(204);
        }
    }

    @Test
    void anInstanceForAllTestsHasOneMock() {
        run(3, PerClass.class);
        assertThat(SEEN.stream().filter(URI.class::isInstance)).hasSize(1);
        assertThat(SEEN.stream().filter(String.class::isInstance)).hasSize(1 + 3);
    }

    /** An instance for each test, and the extension in a field of it: a mock for each. */
    static class PerMethod {
        @RegisterExtension
        final DamsonExtension dam = new DamsonExtension();

        @RepeatedTest(2)
        void meets(Sandbox own) {
            SEEN.add(own.url());
            assertThat(ask("DELETE", dam.url(), IMAGE, dam.apiKey())).isEqualTo(204);
        }
    }

    @Test
    void anExtensionOfAnInstanceStartsAMockForEachTest() {
        run(2, PerMethod.class);
        assertThat(SEEN).hasSize(2).allSatisfy(url -> assertClosed((URI) url));
    }

    /** Everything by parameters. */
    @ExtendWith(DamsonExtension.class)
    static class Parameters {
        private final Sandbox ofConstructor;

        Parameters(Sandbox own) {
            this.ofConstructor = own;
        }

        @BeforeEach
        void before(Sandbox own) {
            assertThat(own).isSameAs(ofConstructor);
        }

        @Test
        void faultsClockAndJournalAreTheTests(Sandbox own) {
            own.arm(new Fault().status(503).times(1));
            assertThat(own.faults()).hasSize(1);
            assertThat(ask("GET", own, IMAGE)).isEqualTo(503);
            assertThat(ask("GET", own, IMAGE)).isEqualTo(200);
            assertThat(own.journal())
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.getRequest().getUrl()).isEqualTo(IMAGE));
            String processed = "/images(trail-runner-red-detail.png)";
            assertThat(ask("DELETE", own, processed)).isEqualTo(409);
            var before = own.clock().getNow();
            assertThat(own.advance(Duration.ofSeconds(5)).getNow()).isEqualTo(before.plusSeconds(5));
            assertThat(ask("DELETE", own, processed)).isEqualTo(204);
            own.arm(new Fault().delay("1s"));
            assertThat(own.arm(new Fault().delay(Duration.ofSeconds(2)))
                            .getFault()
                            .getDelay())
                    .isEqualTo("2s");
            own.disarm();
            assertThat(own.faults()).isEmpty();
            own.reset();
            assertThat(own.journal()).isEmpty();
            assertThat(ask("DELETE", own, processed)).isEqualTo(409);
            assertThatThrownBy(() -> own.arm(new Fault().status(200)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("400 to 599");
        }

        @AfterEach
        void after(Sandbox own, DamsonMock mock) {
            assertThat(own).isSameAs(ofConstructor);
            assertThat(own.url()).isEqualTo(mock.url());
        }
    }

    @Test
    void parametersAreOfTheTest() {
        run(1, Parameters.class);
    }

    /** Arguments are of any type, which no extension may take for its own. */
    @ExtendWith(DamsonExtension.class)
    static class Arguments {
        @ParameterizedTest
        @ValueSource(strings = {"https://shop.example/a", "https://shop.example/b"})
        void meets(URI argument, Sandbox own, DamsonMock mock) {
            SEEN.add(argument);
            SEEN.add(own.apiKey());
            assertThat(own.url()).isEqualTo(mock.url());
        }
    }

    @Test
    void argumentsOfParameterizedTestsStandBesideTheExtensionsOwnParameters() {
        run(2, Arguments.class);
        assertThat(SEEN)
                .contains(URI.create("https://shop.example/a"), URI.create("https://shop.example/b"))
                .hasSize(4);
    }

    /** Tests that are under way at once, on threads of theirs. */
    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {
        private static final CyclicBarrier ALL = new CyclicBarrier(3);

        @RegisterExtension
        static final DamsonExtension DAM = new DamsonExtension();

        @RepeatedTest(3)
        void meets(Sandbox own) throws Exception {
            ALL.await(20, TimeUnit.SECONDS);
            assertThat(DAM.apiKey()).isEqualTo(own.apiKey());
            SEEN.add(own.apiKey());
            assertThat(ask("DELETE", own, IMAGE)).isEqualTo(204);
            assertThat(CompletableFuture.supplyAsync(DAM::url).get()).isEqualTo(own.url());
            Thread other = new Thread(() -> assertThatThrownBy(DAM::apiKey)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Sandbox"));
            other.setUncaughtExceptionHandler((thread, failure) -> SEEN.add(failure));
            other.start();
            other.join();
            ALL.await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void testsAtOnceHaveEachTheirOwn() {
        run(3, Parallel.class);
        assertThat(SEEN).hasSize(3).hasOnlyElementsOfType(String.class);
    }

    /** The code under test may have threads of its own, which outlive a test. */
    static class OtherThread {
        @RegisterExtension
        static final DamsonExtension DAM = new DamsonExtension();

        @RepeatedTest(2)
        void meets(Sandbox own) throws Exception {
            assertThat(CompletableFuture.supplyAsync(DAM::apiKey).get()).isEqualTo(own.apiKey());
            assertThat(CompletableFuture.supplyAsync(DAM::sandbox).get()).isSameAs(own);
        }
    }

    @Test
    void anotherThreadIsOfTheOnlyTestThatRuns() {
        run(2, OtherThread.class);
        assertThatThrownBy(OtherThread.DAM::apiKey)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no test runs")
                .hasMessageContaining("in @BeforeAll take a Sandbox as parameter");
        assertThatThrownBy(OtherThread.DAM::url).isInstanceOf(IllegalStateException.class);
    }

    /** Data of one's own by the constructor. */
    static class OwnData {
        @RegisterExtension
        static final DamsonExtension DAM = new DamsonExtension(Path.of("docs/examples/images.csv"));

        @Test
        void meets() {
            assertThat(ask("GET", DAM.url(), "/images", "images-demo-key")).isEqualTo(200);
            assertThat(ask("GET", DAM.url(), IMAGE, DAM.apiKey())).isEqualTo(404);
        }
    }

    /** Data of one's own by the annotation, and others in a nested class. */
    @DamsonData("docs/examples/images.csv")
    static class AnnotatedData {
        @Test
        void meets(Sandbox own) {
            assertThat(ask("GET", own.url(), "/images", "images-demo-key")).isEqualTo(200);
        }

        @Nested
        class Same {
            @Test
            void meets(Sandbox own) {
                assertThat(ask("GET", own.url(), "/images", "images-demo-key")).isEqualTo(200);
            }
        }

        @Nested
        @DamsonData("mock-data")
        class Others {
            @Test
            void meets(Sandbox own) {
                assertThat(ask("GET", own.url(), "/images", "images-demo-key")).isEqualTo(400);
                assertThat(ask("GET", own, IMAGE)).isEqualTo(200);
            }
        }
    }

    @Test
    void dataOfOnesOwnAreNamedByConstructorOrAnnotation() {
        run(4, OwnData.class, AnnotatedData.class);
    }

    @Test
    void whatIsDroppedBeginsAnew() {
        try (DamsonMock mock = DamsonMock.start()) {
            Sandbox own = mock.newSandbox();
            own.drop();
            assertThat(ask("DELETE", own, IMAGE)).isEqualTo(204);
            own.drop();
            assertThat(ask("GET", own, IMAGE)).isEqualTo(200);
        }
    }
}
