package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.MockServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do to the console in an order that nobody planned: nothing is lost, and nothing holds them. */
@Timeout(120)
class ConsoleOddTurnsTest {
    @RegisterExtension
    private static final MockInChromium CONSOLE = new MockInChromium();

    private static final String FRONT = "product-main-front.jpg";

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "constructor", "sandbox-", "sandbox-a/b", "sandbox-ü€"})
    void aTenantThatIsNotThereIsToldAndAnotherIsShown(String tenant) {
        Page page = CONSOLE.page().open("tenant=" + tenant, "top=5");
        page.awaitText("#failure", "There is no tenant " + tenant);
        assertThat(page.find("#failure").getText()).contains("acme, empty, globex", "acme is shown");
        page.await("document.querySelectorAll('#images li').length === 5");
        assertThat(page.find("#tenant").getDomProperty("value")).isEqualTo("acme");
        assertThat((String) page.script("return location.hash")).isEqualTo("#top=5");
        page.script(
                "const t = document.getElementById('tenant'); t.value = 'globex'; t.dispatchEvent(new Event('change'))");
        page.await("location.hash.includes('tenant=globex') && document.getElementById('failure').textContent === ''");
        assertThat(page.settled().names()).hasSize(5);
        page.script("location.hash = '#top=4&tenant=' + encodeURIComponent(arguments[0])", tenant);
        page.awaitText("#failure", tenant);
        page.await("document.querySelectorAll('#images li').length === 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"constructor", "__proto__", "toString", "nothing"})
    void aPanelThatIsNoneIsNotShown(String panel) {
        Page page = CONSOLE.page().open("tenant=sandbox-none", "top=5", "panel=" + panel);
        page.click("[data-panel=faults]");
        page.await("document.getElementById('panel-title').textContent === 'Faults'");
        page.script("location.hash = '#panel=' + arguments[0]", panel);
        page.await("document.getElementById('panel').hidden");
        page.click("[data-panel=clock]");
        page.await("document.getElementById('panel-title').textContent === 'Clock'");
    }

    @Test
    void whatIsTypedStaysWhereAnImageIsOpenedBeforeItIsAppliedOrThoughItIsWrong() {
        Page page = CONSOLE.page().open("tenant=sandbox-typed", "top=5");
        page.script("const f = document.getElementById('filter'); f.value = \"reference ne '" + FRONT + "'\";"
                + " f.dispatchEvent(new Event('input')); document.querySelector('#images a').click()");
        page.await("document.querySelector('#panel .reference')");
        assertThat(page.find("#filter").getDomProperty("value")).isEqualTo("reference ne '" + FRONT + "'");
        page.await("new URLSearchParams(location.hash.slice(1)).get('filter') === \"reference ne '" + FRONT + "'\"");
        page.type("#filter", "status = 'Ok'");
        page.awaitText("#filter-wrong", "at position 7");
        page.click("#images li:nth-child(2) a");
        page.await("document.querySelector('#images li:nth-child(2) a[aria-current]')");
        page.awaitText("#panel .reference", page.names().get(1));
        assertThat(page.find("#filter").getDomProperty("value")).isEqualTo("status = 'Ok'");
        assertThat(page.find("#filter-wrong").getText()).contains("at position 7");
        page.driver().navigate().back();
        page.await("document.querySelector('#images li:nth-child(1) a[aria-current]')");
    }

    @Test
    void aCorrectionLeadsBackToItsField() {
        Page page = CONSOLE.page().open("tenant=sandbox-corrected", "top=5", "filter=status = 'Ok'");
        page.click("#filter-wrong button", "Use it");
        page.await("document.getElementById('filter-wrong').textContent === ''");
        assertThat(focused(page)).isEqualTo("filter");
    }

    @Test
    void aRequestThatIsSentAgainLeadsToWhatItGives() {
        Page page = CONSOLE.page().open("tenant=sandbox-again", "top=5", "panel=faults");
        page.click(".presets button", "429 twice");
        page.awaitText(".rows", "429");
        page.click("#reload");
        page.awaitText("#failure", "429");
        page.script("document.querySelector('#failure button').dataset.before = 'first'");
        page.click("#failure button", "Send again");
        page.await("document.activeElement.matches('#failure button:not([data-before])')");
        page.click("#failure button", "Send again");
        page.await("document.getElementById('failure').textContent === ''");
        page.await("document.activeElement.id === 'main'");
    }

    @Test
    void theFocusStaysInThePanelThatResetsAll() throws IOException {
        try (MockServer own = Mock.PLAIN.start()) {
            Page page = Page.of(CONSOLE.chromium(), own).open("top=5", "panel=tenants");
            page.awaitText(".rows", "acme");
            page.script("document.querySelector('#panel .rows li').dataset.before = 'reset'");
            page.click("#panel button", "Reset all tenants");
            page.await("document.querySelector('#panel .rows li:not([data-before])')");
            page.await("document.activeElement.id === 'panel-title'");
        }
    }

    @Test
    void theJournalIsClearedAndScopedThoughItIsPaused() {
        Page page = CONSOLE.page().open("tenant=sandbox-paused", "top=5", "panel=journal");
        page.awaitText(".journal", "/images");
        page.click("#panel button", "Pause");
        page.click("#panel button", "Clear");
        page.await("document.querySelectorAll('.journal li').length === 0");
        assertThat(page.find("#panel .none").isDisplayed()).isTrue();
        Mock.request("sandbox-other-journal").get(CONSOLE.mock().uri() + "/images(of-another.jpg)");
        page.click("#panel .check input");
        page.awaitText(".journal", "of-another.jpg");
        page.click("#panel .check input");
        page.await("document.querySelectorAll('.journal li').length === 0");
        Mock.request("sandbox-paused").get(CONSOLE.mock().uri() + "/images(while-paused.jpg)");
        page.click("#panel button", "Pause");
        page.awaitText(".journal", "while-paused.jpg");
    }

    @Test
    void anEntryOfTheJournalHasTheWholeExchange() {
        Page page = CONSOLE.page().open("tenant=sandbox-exchange", "top=3", "panel=journal");
        page.click(".journal li:last-child summary");
        page.awaitText(
                ".journal li:last-child pre", "\"reference\": \"" + page.names().get(2) + "\"");
        assertThat(page.all(".journal li:last-child pre").get(1)).contains("200", "Content-Encoding: gzip");
        page.script(
                "return fetch('/images(a+b.jpg)?x=1+2%2B%zz', { headers: { 'X-API-KEY': 'sandbox-exchange' } }).then(() => 1)");
        page.awaitText(".journal summary", "/images(a+b.jpg)?x=1+2%2B%zz");
        page.click(".journal li:first-child summary");
        page.awaitText(".journal li:first-child pre", "\"status\": 400");
        Mock.request("sandbox-exchange").get(CONSOLE.mock().uri() + "/images(c+d.jpg)?x=1+2%2B");
        page.awaitText(".journal summary", "/images(c+d.jpg)?x=1 2+");
        Mock.request("sandbox-exchange").get(CONSOLE.mock().uri() + "/images?$top=100");
        page.awaitText(".journal summary", "$top=100");
        page.click(".journal li:first-child summary");
        page.awaitText(".journal li:first-child .hint", "bytes were sent");
    }

    @Test
    void numbersThatBrowsersRoundAreShownAndKeptAsTheyAre() {
        Mock.put(
                CONSOLE.mock(),
                "sandbox-big",
                FRONT,
                "{\"id\":9007199254740993,\"sizeInBytes\":9223372036854775807,"
                        + "\"tags\":[\"1234567890123456789\",\"a\\\\\\\"12345678901234567,\"]}");
        Page page = CONSOLE.page().open("tenant=sandbox-big", "panel=image", "image=" + FRONT);
        page.awaitText("#panel .links", "id 9007199254740993 ");
        assertThat(page.find("#member-sizeInBytes").getDomProperty("value")).isEqualTo("9223372036854775807");
        assertThat(page.all("#panel details pre").get(0))
                .contains(
                        "\"id\": 9007199254740993,", "\"sizeInBytes\": 9223372036854775807", "\"1234567890123456789\"");
        page.type("#member-sizeInBytes", "9223372036854775806");
        page.click("#panel button", "Save");
        page.awaitText("#panel details pre", "\"sizeInBytes\": 9223372036854775806");
        assertThat(Mock.request("sandbox-big")
                        .get(CONSOLE.mock().uri() + "/images(" + FRONT + ")")
                        .asString())
                .contains("\"id\":9007199254740993", "\"sizeInBytes\":9223372036854775806");
    }

    @Test
    void aCorrectionWithWrongEscapesIsShownAsItIs() {
        Page page = CONSOLE.page().open("tenant=acme", "top=1");
        assertThat(List.of("50%", "a%20b"))
                .extracting(text -> page.script("return import(location.origin + '/console/mistake.js').then((m) =>"
                        + " m.read('No. Corrected, as it stands in a URL: ' + arguments[0], '').right)"
                                .replace("arguments[0]", Page.quoted(text))))
                .containsExactly("50%", "a b");
    }

    private static String focused(Page page) {
        return (String) page.script("return document.activeElement.id || document.activeElement.localName");
    }
}
