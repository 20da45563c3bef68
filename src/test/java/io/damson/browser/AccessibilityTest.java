package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.MockServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe-core finds nothing on any view of the console, light or dark, wide or narrow (WCAG 2.2, level AA, and axe's best practices). */
@Timeout(120)
class AccessibilityTest {
    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    /** What makes each view: what is in the URL, and for what to wait. */
    private static final List<List<String>> VIEWS = List.of(
            List.of("top=12", "#images li"),
            List.of("filter=status = 'Ok'", "#filter-wrong button"),
            List.of("filter=id lt 0", "#nothing:not([hidden])"),
            List.of("panel=tenants", "#panel .rows button"),
            List.of("panel=faults", "#panel .rows button"),
            List.of("panel=journal", "#panel .journal summary"),
            List.of("panel=clock", "#now:not(:empty)"),
            List.of("panel=image&image=product-main-front.jpg", "#panel .members"));

    private static MockServer mock;

    @BeforeAll
    static void start() throws IOException {
        mock = Mock.PLAIN.start();
        Mock.request("acme-demo-key")
                .body("{\"on\":\"media\",\"status\":404,\"method\":\"TRACE\"}")
                .post(mock.uri() + "/__admin/faults");
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "400, light", "400, dark"})
    void noViewKeepsAnybodyOut(int width, String scheme) {
        CHROMIUM.screen(width, 800, scheme);
        for (List<String> view : VIEWS) {
            Page page = Page.of(CHROMIUM, mock).open(("tenant=acme&top=12&" + view.get(0)).split("&"));
            page.await("document.querySelector(" + Page.quoted(view.get(1)) + ")");
            page.script("document.querySelectorAll('details').forEach((details) => { details.open = true })");
            assertThat(Axe.violations(page)).as(view.get(0)).isEmpty();
            assertThat(page.script("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s: nothing is wider than the screen", view.get(0))
                    .isEqualTo(true);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "400, dark"})
    void theAdminKeyAndFailuresKeepNobodyOut(int width, String scheme) throws IOException {
        CHROMIUM.screen(width, 800, scheme);
        try (MockServer locked = Mock.PLAIN.withAdminKey("key").start()) {
            Page page = Page.of(CHROMIUM, locked).open();
            assertThat(page.find("#admin").isDisplayed()).isTrue();
            assertThat(Axe.violations(page)).isEmpty();
        }
        Page page = Page.of(CHROMIUM, mock).open("tenant=nobody");
        page.awaitText("#failure", "nobody");
        assertThat(Axe.violations(page)).isEmpty();
    }
}
