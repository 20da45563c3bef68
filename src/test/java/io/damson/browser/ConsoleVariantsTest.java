package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.damson.dataset.DataOrigin;
import io.damson.dataset.ImageGenerator;
import io.damson.dataset.MockData;
import io.damson.mock.MockServer;
import io.damson.tenant.ApiKey;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of mocks that are started with other options. */
@Timeout(120)
class ConsoleVariantsTest {
    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    /** What a proxy does not pass on, and what those who send write themselves. */
    private static final List<String> HOP_BY_HOP =
            List.of("host", "connection", "keep-alive", "transfer-encoding", "content-length");

    @BeforeAll
    static void screen() {
        CHROMIUM.screen(1280, 800, "light");
    }

    @Test
    void theAdminKeyIsAskedForOnceAndKept() throws IOException {
        try (MockServer mock = Mock.PLAIN.withAdminKey("let me in").start()) {
            Page page = Page.of(CHROMIUM, mock).open("top=5");
            assertThat(page.find("#admin").isDisplayed()).isTrue();
            page.type("#admin-key", "wrong");
            page.click("#admin button");
            page.awaitText("#admin-wrong", "wrong");
            page.type("#admin-key", "let me in");
            page.click("#admin button");
            page.await("document.querySelectorAll('#images li').length === 5");
            assertThat(page.find("#admin").isDisplayed()).isFalse();
            page.click("[data-panel=faults]");
            page.click(".presets button", "503 once");
            page.awaitText(".rows", "503");
            page.driver().navigate().refresh();
            page.await("document.querySelectorAll('#images li').length === 5 || document.querySelector('#failure p')");
            assertThat(page.find("#admin").isDisplayed()).isFalse();
            assertThat(page.driver().getCurrentUrl()).doesNotContain("let");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"schlüssel€", "ключ", "\uFEFF"})
    void anAdminKeyThatNoRequestCanHaveIsToldAndNotKept(String impossible) throws IOException {
        try (MockServer mock = Mock.PLAIN.withAdminKey("let me in").start()) {
            Page page = Page.of(CHROMIUM, mock).open("top=5");
            page.type("#admin-key", impossible);
            page.click("#admin button");
            page.awaitText("#admin-wrong", "no header field can have");
            assertThat(page.find("#admin").isDisplayed()).isTrue();
            page.driver().navigate().refresh();
            page.await("!document.getElementById('admin').hidden");
            page.type("#admin-key", "let me in");
            page.click("#admin button");
            page.await("document.querySelectorAll('#images li').length === 5");
            page.await("document.activeElement.id === 'main'");
        }
    }

    @Test
    void theAdminKeyIsNotAskedForWhereThereIsNone() throws IOException {
        try (MockServer mock = Mock.PLAIN.start()) {
            assertThat(Page.of(CHROMIUM, mock).open("top=5").find("#admin").isDisplayed())
                    .isFalse();
        }
    }

    @Test
    void itWorksWithABasePath() throws IOException {
        try (MockServer mock = Mock.PLAIN.withBasePath("/dam").start()) {
            Page page = Page.of(CHROMIUM, mock).open("top=5", "filter=status eq 'Ok'");
            assertThat(page.names()).hasSize(5);
            assertThat(page.find("#curl").getText()).contains(mock.uri() + "/images'");
            page.click("#images li:first-child a");
            page.awaitText("#panel .reference", page.names().get(0));
            page.await("document.querySelector('#panel .preview img')?.naturalWidth > 0");
            page.driver().navigate().refresh();
            page.awaitText("#panel .reference", page.settled().names().get(0));
        }
    }

    @Test
    void itWorksBehindThePrefixOfAProxy() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI outside = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort() + "/a/prefix");
        try (MockServer mock = Mock.PLAIN.withPublicUrl(outside).start()) {
            proxy.createContext("/a/prefix/", exchange -> pass(exchange, "/a/prefix", mock.uri()));
            proxy.setExecutor(Executors.newCachedThreadPool());
            proxy.start();
            Page page = new Page(CHROMIUM.driver(), URI.create(outside + "/")).open("filter=status eq 'Ok'", "top=5");
            assertThat(page.names()).hasSize(5);
            page.await("[...document.querySelectorAll('#images img')].every((i) => i.naturalWidth > 0)");
            assertThat(page.find("#curl").getText()).contains(outside + "/images'");
            page.click("[data-panel=faults]");
            page.click(".presets button", "503 once");
            page.awaitText(".rows", "503");
            page.driver().get(outside + "/docs");
            page.await("document.querySelector('.opblock-summary')");
        } finally {
            proxy.stop(0);
        }
    }

    private static void pass(HttpExchange exchange, String prefix, URI to) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(to + exchange.getRequestURI().toString().substring(prefix.length())))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            if (answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            exchange.close();
        }
    }

    @Test
    void imagesWithoutFilesHaveAWordInTheirPlace() throws IOException {
        try (MockServer mock = Mock.PLAIN.withoutMedia().start()) {
            Page page = Page.of(CHROMIUM, mock).open("top=6", "filter=thumbnailUrl ne null");
            assertThat(page.names()).hasSize(6);
            page.await("document.querySelectorAll('#images .missing').length === 6");
        }
    }

    @Test
    void thousandsOfImagesComeInPages() throws IOException {
        try (MockServer mock = Mock.PLAIN.with(generated(5_000)).start()) {
            Page page = Page.of(CHROMIUM, mock).open("tenant=generated", "top=100", "skip=4800");
            assertThat(page.names()).hasSize(100);
            page.click("#next");
            page.awaitText("#results", "Images 4901–5000");
            page.click("#next");
            page.awaitText("#nothing", "the pages end before");
            assertThat(page.find("#next").getDomAttribute("aria-disabled")).isEqualTo("true");
        }
    }

    private static MockData generated(int count) {
        return new MockData(
                new TenantName("generated"),
                List.of(ApiKey.of("generated-demo-key")),
                false,
                ImageGenerator.images(count, 7),
                Map.of(),
                new DataOrigin("--images", ""));
    }
}
