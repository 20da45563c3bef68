package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The panels of the console, by mouse and by keyboard. Each test has a sandbox of its own. */
@Timeout(120)
class ConsolePanelsTest {
    @RegisterExtension
    private static final MockInChromium CONSOLE = new MockInChromium();

    private static final String FRONT = "product-main-front.jpg";

    @Test
    void aFaultIsArmedByTwoClicksAndMetByTheNextRequest() {
        Page page = CONSOLE.page().open("tenant=sandbox-fault", "top=5");
        page.click("[data-panel=faults]");
        page.click(".presets button", "503 once");
        page.awaitText(".rows", "503");
        assertThat(page.find("#armed").getText()).isEqualTo("1");
        page.click("#reload");
        page.awaitText("#failure", "503");
        page.click("[data-panel=journal]");
        page.awaitText(".journal li:first-child .outcome", "503");
        page.click(".journal li:first-child summary");
        page.awaitText(".journal li:first-child pre", "Retry-After");
        assertThat(page.all(".journal li:first-child").get(0)).contains("armed").contains("[redacted]");
        page.click("#failure button", "Send again");
        page.await("document.getElementById('failure').textContent === ''");
        assertThat(page.settled().names()).hasSize(5);
    }

    @Test
    void aStandingFaultIsDisarmed() {
        Page page = CONSOLE.page().open("tenant=sandbox-disarm", "panel=faults", "top=5");
        page.click(".presets button", "500 until disarmed");
        page.click(".rows button", "Disarm");
        page.awaitText(".rows", "None is armed");
        page.click("#reload");
        assertThat(page.settled().names()).hasSize(5);
    }

    @Test
    void thumbnailsAreMissingUntilTheyAreAskedForAgain() {
        Page page = CONSOLE.page().open("tenant=sandbox-media", "panel=faults", "filter=status eq 'Ok'", "top=4");
        page.await("document.querySelector('#images img')?.naturalWidth > 0");
        page.click(".presets button", "Thumbnails missing");
        page.awaitText(".rows", "files");
        page.click("#reload");
        page.await("document.querySelectorAll('#images .missing').length === 4");
        assertThat(page.all("#images .missing")).containsOnly("file missing");
        page.click(".rows button", "Disarm");
        page.awaitText(".rows", "None is armed");
        page.click("#reload");
        page.await("[...document.querySelectorAll('#images img')].filter((i) => i.naturalWidth > 0).length === 4");
    }

    @Test
    void aFaultOfOnesOwnThatCannotBeArmedIsExplained() {
        Page page = CONSOLE.page().open("tenant=sandbox-own", "panel=faults", "top=5");
        page.click("#panel summary", "Another fault");
        page.type("#fault-json", "{\"status\":200}");
        page.click("#panel button", "Arm");
        page.awaitText("#panel-failed", "400 to 599");
    }

    @Test
    void aSandboxIsMadeAnImageDeletedAndBroughtBackByReset() {
        Page page = CONSOLE.page().open("tenant=acme", "top=5", "filter=status eq 'Ok'", "panel=tenants");
        page.type("#sandbox-name", "Made.by_hand-1");
        page.click("#panel button", "Make");
        page.awaitText(".rows", "sandbox-Made.by_hand-1");
        page.await("document.getElementById('tenant').value === 'sandbox-Made.by_hand-1'");
        List<String> before = page.settled().names();
        page.click("#images li:first-child a");
        page.awaitText("#panel .reference", before.get(0));
        page.click("#panel button", "Delete");
        page.await("document.querySelector('#images .name').textContent !== " + Page.quoted(before.get(0)));
        assertThat(page.names()).doesNotContain(before.get(0));
        assertThat(page.find("#panel").isDisplayed()).isFalse();
        page.click("#reset");
        page.awaitNames(before);
        assertThat(Mock.request("acme-demo-key")
                        .get(CONSOLE.mock().uri() + "/images(" + before.get(0) + ")")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSandboxIsDropped() {
        Page page = CONSOLE.page().open("tenant=sandbox-dropped", "top=5", "panel=tenants");
        page.awaitText(".rows", "sandbox-dropped");
        page.click("[aria-label='Drop sandbox-dropped']");
        page.await("document.getElementById('tenant').value === 'acme'");
        assertThat(Mock.request("acme-demo-key")
                        .get(CONSOLE.mock().uri() + "/__admin/sandboxes")
                        .asString())
                .doesNotContain("\"dropped\"");
    }

    @Test
    void whatIsSavedOfAnImageIsInTheListAtOnce() {
        Page page = CONSOLE.page().open("tenant=sandbox-saved", "filter=reference eq '" + FRONT + "'");
        page.click("#images a");
        page.awaitText("#panel .reference", FRONT);
        page.script("document.getElementById('member-status').value = 'Er'");
        page.type("#member-width", "1234");
        page.type("#member-tags", "new\nit's, so");
        page.click("#member-thumbnailUrl");
        page.click("#panel button", "Save");
        page.awaitText("#images .facts", "1234×");
        assertThat(page.all("#images .status")).containsExactly("Er");
        assertThat(page.all("#images .missing")).containsExactly("no file");
        assertThat(Mock.request("sandbox-saved")
                        .get(CONSOLE.mock().uri() + "/images(" + FRONT + ")")
                        .asString())
                .contains("\"tags\":[\"new\",\"it's, so\"]", "\"thumbnailUrl\":null", "\"width\":1234");
        page.click("#member-thumbnailUrl");
        page.click("#panel button", "Save");
        page.await("document.querySelector('#images img')?.naturalWidth > 0");
    }

    @Test
    void anImageThatIsProcessedIsNotDeletedUntilTheClockSaysSo() {
        Mock.put(CONSOLE.mock(), "sandbox-clock", FRONT, "{\"status\":\"Re\",\"processingFor\":\"1h\"}");
        Page page = CONSOLE.page()
                .open("tenant=sandbox-clock", "filter=reference eq '" + FRONT + "'", "panel=image", "image=" + FRONT);
        page.click("#panel button", "Delete");
        page.awaitText("#panel-failed", "409");
        page.click("[data-panel=clock]");
        page.click("#panel button", "+ 1h");
        page.await("document.querySelector('#images .status').textContent === 'Ok'");
    }

    @Test
    void aMemberThatCannotBeIsExplained() {
        Page page = CONSOLE.page().open("tenant=sandbox-members", "panel=image", "image=" + FRONT);
        page.await("document.getElementById('member-width')");
        page.type("#member-width", "wide");
        page.click("#panel button", "Save");
        page.awaitText("#panel-failed", "width");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        Page page = CONSOLE.page().open("tenant=sandbox-keys", "filter=status eq 'Ok'", "top=8");
        press(page, Keys.TAB);
        assertThat(focused(page)).isEqualTo("Skip to the images");
        press(page, Keys.ENTER);
        assertThat((String) page.script("return document.activeElement.id")).isEqualTo("main");
        tabTo(page, page.names().get(0));
        press(page, Keys.ARROW_RIGHT);
        assertThat(focused(page)).contains(page.names().get(1));
        press(page, Keys.ENTER);
        page.await("document.activeElement.id === 'panel-title'");
        page.awaitText("#panel .reference", page.names().get(1));
        press(page, Keys.ESCAPE);
        page.await("document.activeElement.matches('#images a') && document.activeElement.textContent.includes("
                + Page.quoted(page.names().get(1)) + ")");
        assertThat(page.find("#panel").isDisplayed()).isFalse();
        page.script("document.getElementById('skip').focus()");
        tabTo(page, "Faults");
        press(page, Keys.ENTER);
        page.await("document.activeElement.id === 'panel-title'");
        tabTo(page, "503 once");
        press(page, Keys.SPACE);
        page.awaitText(".rows", "503");
        press(page, Keys.ESCAPE);
        page.await("document.activeElement.dataset.panel === 'faults'");
        tabTo(page, "Reload");
        press(page, Keys.ENTER);
        page.awaitText("#failure", "503");
    }

    /** The tab key leads through all and out of the page again, and what has the focus is seen. */
    @Test
    void nothingHoldsTheFocus() {
        Page page = CONSOLE.page().open("tenant=sandbox-trap", "top=3", "panel=faults");
        List<String> met = new ArrayList<>();
        page.script("document.getElementById('skip').focus()");
        IntStream.range(0, 80).filter(i -> !met.contains("")).forEach(i -> {
            press(page, Keys.TAB);
            met.add(focused(page));
            assertThat(page.script(
                            "const a = document.activeElement; return a === document.body || a.matches(':focus-visible')"
                                    + " && getComputedStyle(a).outlineStyle !== 'none'"))
                    .as(focused(page))
                    .isEqualTo(true);
        });
        assertThat(met).as("the focus leaves the page").contains("").contains("503 once", "Reload");
    }

    private static void press(Page page, Keys key) {
        new Actions(page.driver()).sendKeys(key).perform();
    }

    private static void tabTo(Page page, String text) {
        for (int i = 0; i < 60 && !focused(page).contains(text); i++) {
            press(page, Keys.TAB);
        }
        assertThat(focused(page)).contains(text);
    }

    /** The text of the link or button that has the focus, or what else has it; empty where nothing has. */
    private static String focused(Page page) {
        return (String) page.script("const a = document.activeElement; return a === document.body ? ''"
                + " : a.matches('a, button, summary') ? a.textContent.trim() : a.id || a.localName");
    }

    /** The hidden page is one whose visibility says so: a window of a headless browser is always visible. */
    @Test
    void theJournalIsReadAgainOnlyWhereItIsSeen() {
        Page page = CONSOLE.page().open("tenant=sandbox-polled", "top=3", "panel=journal");
        String asked =
                "performance.getEntriesByType('resource').filter((e) => e.name.includes('/__admin/requests')).length";
        page.await(asked + " >= 2");
        Mock.request("sandbox-polled").get(CONSOLE.mock().uri() + "/images(seen-at-once.jpg)");
        page.awaitText(".journal", "seen-at-once.jpg");
        page.script("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })");
        page.script("performance.clearResourceTimings(); window.began = Date.now()");
        page.await("Date.now() - window.began > 2500");
        assertThat(page.script("return " + asked))
                .as("at most the one that was under way")
                .isIn(0L, 1L);
        page.script("delete document.visibilityState");
        page.await(asked + " >= 2");
        page.click("#close");
        page.script("performance.clearResourceTimings(); window.began = Date.now()");
        page.await("Date.now() - window.began > 1500");
        assertThat(page.script("return " + asked)).isIn(0L, 1L);
    }
}
