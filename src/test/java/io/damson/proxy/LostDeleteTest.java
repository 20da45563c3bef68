package io.damson.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.mock.DamsonMock;
import io.damson.verify.traffic.Finding;
import io.damson.verify.traffic.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A change that nobody has judged may have been made: nothing that was known before speaks against what comes after it. */
class LostDeleteTest {
    private static final DamsonMock MOCK = DamsonMock.start();
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");

    /** The same images, in lists that the judge compares each with itself. */
    private static final List<String> FILTERS =
            List.of("status%20eq%20'Ok'", "status%20eq%20'Ok'%20and%20id%20gt%200", "status%20in%20('Ok')");

    private final String key = MOCK.newSandboxKey();
    private final StuckObserver stuck = new StuckObserver();

    @AfterAll
    static void stop() {
        MOCK.close();
    }

    /** What becomes of the response to a delete that was carried out. */
    enum Loss {
        CLOSED(0) {
            @Override
            void write(String response, OutputStream out) {
                // nothing comes
            }
        },
        CUT(0) {
            @Override
            void write(String response, OutputStream out) throws IOException {
                out.write(bytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 9\r\n\r\nno"));
            }
        },
        SILENT(0) {
            @Override
            void write(String response, OutputStream out) throws IOException {
                pause();
                out.write(bytes(response));
            }
        },
        MALFORMED(0) {
            @Override
            void write(String response, OutputStream out) throws IOException {
                out.write(bytes("HTTP/9 " + response));
            }
        },
        BAD_GATEWAY(502),
        SERVICE_UNAVAILABLE(503),
        GATEWAY_TIMEOUT(504);

        /** What comes in its place, where that is a response. */
        private final int status;

        Loss(int status) {
            this.status = status;
        }

        void write(String response, OutputStream out) throws IOException {
            out.write(bytes("HTTP/1.1 " + status + " Away\r\nContent-Length: 0\r\n\r\n"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Longer than the proxy waits. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(1_200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The mock, of whose responses to deletes something becomes. */
    private RawUpstream losing(Loss loss) {
        return new RawUpstream((head, in, out) -> {
            String response = ofTheMock(head);
            if (head.startsWith("DELETE ")) {
                loss.write(response, out);
            } else {
                out.write(bytes(response));
            }
            return false;
        });
    }

    private String ofTheMock(String head) {
        return RawClient.exchange(MOCK.url(), head.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n"));
    }

    private String send(ProxyServer proxy, String method, String target) {
        return RawClient.exchange(
                proxy.uri(),
                method + " " + target + " HTTP/1.1\r\nHost: a\r\nX-API-KEY: " + key + "\r\nConnection: close\r\n\r\n");
    }

    /** Pages of the same lists; the first image of them. */
    private String lists(ProxyServer proxy, int skip) {
        String last = "";
        for (String filter : FILTERS) {
            last = send(proxy, "GET", "/images?$filter=" + filter + "&$top=4&$skip=" + skip);
            assertThat(last).startsWith("HTTP/1.1 200 ");
        }
        Matcher reference = REFERENCE.matcher(last);
        assertThat(reference.find()).isTrue();
        return reference.group(1);
    }

    private static void requireNothingFound(Proxies proxies) {
        assertThat(proxies.verdicts.stream()
                        .flatMap(verdict -> Stream.concat(verdict.findings().stream(), verdict.confirmed().stream()))
                        .filter(Finding::isFailure)
                        .map(finding -> finding.relation().id() + ": "
                                + finding.failed().expected() + ", got "
                                + finding.failed().got()))
                .isEmpty();
        assertThat(proxies.judge().unconfirmed()).isEmpty();
    }

    /** What shows that the image is gone, and would be wrong if it were not. */
    private void look(ProxyServer proxy, String image) {
        lists(proxy, 1);
        assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 404 ");
        lists(proxy, 0);
    }

    @ParameterizedTest
    @EnumSource
    void aDeleteWithoutAResponseMayHaveBeenCarriedOut(Loss loss) {
        try (RawUpstream upstream = losing(loss)) {
            Proxies proxies = Proxies.to(upstream.url()).told().responseTimeout(Duration.ofSeconds(1));
            try (ProxyServer proxy = proxies.start()) {
                String image = lists(proxy, 0);
                assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 200 ");
                assertThat(send(proxy, "DELETE", "/images(" + image + ")")).startsWith("HTTP/1.1 50");
                look(proxy, image);
            }
            requireNothingFound(proxies);
        }
    }

    @Test
    void aDeleteThatTheJudgeCouldNotTakeWasCarriedOut() {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            boolean isFiller = head.startsWith("GET /images(filler) ");
            out.write(bytes(isFiller ? "HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n" : ofTheMock(head)));
            return isFiller;
        })) {
            Proxies proxies = Proxies.to(upstream.url()).observer(stuck);
            try (ProxyServer proxy = proxies.start()) {
                send(proxy, "GET", "/images(filler)");
                stuck.await();
                String image = lists(proxy, 0);
                assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 200 ");
                try (RawClient filler = new RawClient(proxy.uri())) {
                    for (int i = 0; i < Judging.MAX_WAITING; i++) {
                        filler.send("GET /images(filler) HTTP/1.1\r\nHost: a\r\n\r\n")
                                .response();
                    }
                }
                assertThat(send(proxy, "DELETE", "/images(" + image + ")")).startsWith("HTTP/1.1 204 ");
                stuck.free();
                Await.until(() -> proxies.verdicts.size() == 1 + Judging.MAX_WAITING);
                look(proxy, image);
            }
            assertThat(proxies.unjudged).extracting(passage -> passage.method()).contains("DELETE");
            requireNothingFound(proxies);
        }
    }

    /** A reset is carried out at some time between its request and its response. */
    @Test
    void aResetUnderWayMayBeAfterADelete() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch deleted = new CountDownLatch(1);
        CountDownLatch reset = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            boolean isReset = head.startsWith("POST ");
            if (isReset) {
                begun.countDown();
                Await.down(deleted);
            }
            String response = ofTheMock(head);
            if (isReset) {
                reset.countDown();
                Await.down(seen);
            }
            out.write(bytes(response));
            return false;
        })) {
            Proxies proxies = Proxies.to(upstream.url()).told();
            try (ProxyServer proxy = proxies.start()) {
                String image = lists(proxy, 0);
                CompletableFuture<String> resetting =
                        CompletableFuture.supplyAsync(() -> send(proxy, "POST", "/__admin/reset"));
                Await.down(begun);
                assertThat(send(proxy, "DELETE", "/images(" + image + ")")).startsWith("HTTP/1.1 204 ");
                deleted.countDown();
                Await.down(reset);
                assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 200 ");
                assertThat(lists(proxy, 0)).isEqualTo(image);
                seen.countDown();
                assertThat(resetting.join()).startsWith("HTTP/1.1 204 ");
                assertThat(lists(proxy, 0)).isEqualTo(image);
                assertThat(send(proxy, "DELETE", "/images(" + image + ")")).startsWith("HTTP/1.1 204 ");
                assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 404 ");
            }
            requireNothingFound(proxies);
        }
    }

    /** Without the header field, clients are ahead of the judge. */
    @Test
    void aResetIsAfterTheDeletesBeforeIt() {
        Proxies proxies = Proxies.to(MOCK.url()).observer(stuck);
        try (ProxyServer proxy = proxies.start()) {
            String image = lists(proxy, 0);
            stuck.await();
            assertThat(send(proxy, "DELETE", "/images(" + image + ")")).startsWith("HTTP/1.1 204 ");
            assertThat(send(proxy, "POST", "/__admin/reset")).startsWith("HTTP/1.1 204 ");
            stuck.free();
            Await.until(() -> proxies.verdicts.size() == FILTERS.size() + 1);
            assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 200 ");
            assertThat(lists(proxy, 0)).isEqualTo(image);
        }
        requireNothingFound(proxies);
    }

    /** What a server refuses has changed nothing: the deleted image is wrong to be there. */
    @ParameterizedTest
    @CsvSource({"204, false", "500, false", "405, true", "404, true"})
    void onlyWhatWasDoneMayHaveBroughtAnImageBack(int status, boolean isFound) {
        try (RawUpstream upstream = new RawUpstream((head, in, out) -> {
            String none = "HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n";
            out.write(bytes(
                    head.startsWith("POST ")
                            ? none.formatted(status)
                            : head.startsWith("DELETE ") ? "HTTP/1.1 204 X\r\n\r\n" : ofTheMock(head)));
            return false;
        })) {
            Proxies proxies = Proxies.to(upstream.url()).told();
            try (ProxyServer proxy = proxies.start()) {
                String image = lists(proxy, 0);
                assertThat(send(proxy, "DELETE", "/images(" + image + ")")).startsWith("HTTP/1.1 204 ");
                assertThat(send(proxy, "POST", "/images")).startsWith("HTTP/1.1 " + status);
                assertThat(send(proxy, "GET", "/images(" + image + ")")).startsWith("HTTP/1.1 200 ");
            }
            assertThat(proxies.verdicts.stream().anyMatch(Verdict::isWrong)).isEqualTo(isFound);
        }
    }
}
