package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.damson.mock.MockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a page of another origin gets of a mock that runs beside it, as a browser lets it. To the browser, {@code evil.example} is this
 * machine.
 */
@Timeout(120)
class ForeignPagesInABrowserTest {
    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private static final String IMAGE = "/images(product-main-front.jpg)";
    private static final String KEY = "acme-demo-key";

    private static MockServer mock;
    private static HttpServer pages;

    @BeforeAll
    static void start() throws IOException {
        mock = Mock.PLAIN.start();
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> {
            byte[] page = "<!DOCTYPE html><title>A page</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        pages.start();
    }

    @AfterAll
    static void stop() {
        pages.stop(0);
        mock.close();
    }

    @AfterEach
    void reset() {
        Mock.request("").post(mock.uri() + "/__admin/reset");
    }

    private static Page pageOf(String host) {
        Page page = Page.of(CHROMIUM, mock);
        page.driver().get("http://" + host + ":" + pages.getAddress().getPort() + "/");
        return page;
    }

    /** What a script's fetch comes to: the status, or that the browser keeps it from the page. */
    private static String fetched(Page page, String path, String options) {
        return (String) page.script(
                "return fetch(arguments[0], %s).then(async (r) => r.type + ' ' + r.status + ' ' + (await r.text()).slice(0, 400), (e) => 'kept away')"
                        .formatted(options),
                mock.uri() + path);
    }

    private static String armed() {
        return Mock.request(KEY).get(mock.uri() + "/__admin/faults").asString();
    }

    @Test
    void aPageOfThisMachineReadsAndControls() {
        Page page = pageOf("localhost");
        assertThat(fetched(page, "/__admin/tenants", "{}"))
                .startsWith("cors 200")
                .contains(KEY);
        assertThat(fetched(page, "/__admin/faults", "{ method: 'POST', body: '{\"status\":503}' }"))
                .startsWith("cors 201");
        assertThat(armed()).contains("503");
    }

    @Test
    void aForeignPageReadsNothingOfTheControlApi() {
        Page page = pageOf("evil.example");
        for (String path :
                new String[] {"/__admin/tenants", "/__admin/requests", "/__admin/faults", "/__admin/sandboxes"}) {
            assertThat(fetched(page, path, "{}")).as(path).isEqualTo("kept away");
            assertThat(fetched(page, path, "{ mode: 'no-cors' }")).as(path).isEqualTo("opaque 0 ");
        }
    }

    @Test
    void aForeignPageNeitherArmsAFaultNorResets() {
        Mock.request(KEY).delete(mock.uri() + IMAGE);
        Page page = pageOf("evil.example");
        for (String mode : new String[] {"cors", "no-cors"}) {
            fetched(
                    page,
                    "/__admin/faults",
                    "{ method: 'POST', mode: '%s', body: '{\"status\":503}' }".formatted(mode));
            fetched(page, "/__admin/reset", "{ method: 'POST', mode: '%s' }".formatted(mode));
        }
        assertThat(fetched(
                        page,
                        "/__admin/faults",
                        "{ method: 'POST', headers: { 'X-API-KEY': '" + KEY + "' }, body: '{\"status\":503}' }"))
                .isEqualTo("kept away");
        assertThat(fetched(page, "/__admin/images/product-main-front.jpg", "{ method: 'PUT', body: '{}' }"))
                .isEqualTo("kept away");
        page.script("navigator.sendBeacon(arguments[0])", mock.uri() + "/__admin/reset");
        page.script(
                "const form = document.createElement('form'); form.method = 'POST'; form.action = arguments[0];"
                        + " document.body.append(form); form.submit()",
                mock.uri() + "/__admin/reset");
        page.awaitText("body", "may not control the mock");
        assertThat(armed()).contains("\"faults\":[]");
        assertThat(Mock.request(KEY).get(mock.uri() + IMAGE).statusCode()).isEqualTo(404);
    }

    /** Its own pages' files are everybody's; they get nothing there under a name that is not the mock's. */
    @Test
    void theConsoleUnderAForeignNameControlsNothing() {
        Page page = Page.of(CHROMIUM, mock);
        page.driver().get("http://evil.example:" + mock.uri().getPort() + "/");
        page.awaitText("#failure", "403");
        assertThat(page.all("#tenant option")).isEmpty();
        page.script("document.getElementById('reset').click()");
        assertThat(page.all("#images li")).isEmpty();
    }

    @Test
    void noPageShowsTheConsoleInAFrame() {
        Page page = pageOf("localhost");
        page.script(
                "const frame = document.createElement('iframe'); frame.src = arguments[0]; window.loaded = false;"
                        + " frame.onload = () => { window.loaded = true }; document.body.append(frame)",
                mock.uri() + "/");
        page.await("window.loaded");
        page.driver().switchTo().frame(0);
        assertThat(page.all("#images")).isEmpty();
        page.driver().switchTo().defaultContent();
    }
}
