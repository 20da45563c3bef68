package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The list of images on the console, and what people do with it. Each test has a sandbox of its own. */
@Timeout(120)
class ConsoleListTest {
    @RegisterExtension
    private static final MockInChromium CONSOLE = new MockInChromium();

    @Test
    void theImagesOfATenantAreShownWithTheirThumbnails() {
        Page page = CONSOLE.page().open("tenant=acme", "filter=status eq 'Ok'", "top=12");
        assertThat(page.names()).hasSize(12).doesNotHaveDuplicates();
        page.await("[...document.querySelectorAll('#images img')].every((i) => i.complete && i.naturalWidth > 0)");
        assertThat(page.all("#images .missing")).isEmpty();
        assertThat(page.find("#results").getText()).isEqualTo("Images 1–12");
        assertThat(page.find("title").getDomProperty("textContent")).isEqualTo("Damson mock");
    }

    @Test
    void aMistakeIsShownWhereItIsAndCorrectedByAClick() {
        Page page = CONSOLE.page().open("tenant=sandbox-mistake", "top=5");
        page.type("#filter", "status = 'Ok'");
        page.awaitText("#filter-wrong", "at position 7");
        assertThat(page.find("#filter-wrong mark").getText()).isEqualTo("=");
        assertThat(page.find("#filter").getDomAttribute("aria-invalid")).isEqualTo("true");
        page.find("#filter").sendKeys(Keys.ENTER);
        page.await("document.getElementById('filter').selectionStart === 7");
        page.click("#filter-wrong button", "Use it");
        page.await("document.getElementById('filter').value === \"status eq 'Ok'\"");
        page.await("document.getElementById('filter-wrong').textContent === ''");
        page.settled();
        assertThat(page.names()).hasSize(5);
        assertThat(page.find("#filter").getDomAttribute("aria-invalid")).isNull();
    }

    /** The server counts code points of what it was sent; browsers count UTF-16 units of what they show. */
    @Test
    void aMistakeAfterCharactersOfTwoUnitsIsShownWhereItIs() {
        Page page = CONSOLE.page().open("tenant=sandbox-units", "filter=  reference eq '😀😀' an id gt 1");
        page.awaitText("#filter-wrong", "at position");
        page.click("#filter-wrong button", "Go there");
        assertThat((String) page.script("const f = document.activeElement; return f.value.slice(f.selectionStart)"))
                .isEqualTo("an id gt 1");
    }

    @ParameterizedTest
    @CsvSource({"orderby, tags, orderby-wrong", "top, 101, top-wrong", "skip, -1, skip-count-wrong"})
    void aMistakeOfAnotherOptionIsShownAtItsField(String option, String value, String place) {
        Page page = CONSOLE.page().open("tenant=sandbox-options", option + "=" + value);
        page.await("document.getElementById('%s').textContent.length > 10".formatted(place));
        assertThat(page.find("#failure").getText()).isEmpty();
    }

    @Test
    void pagesAreTurnedAndTheLastOneIsTold() {
        Page page = CONSOLE.page().open("tenant=acme", "top=60");
        List<String> all = new ArrayList<>(page.names());
        page.click("#next");
        page.awaitText("#results", "Images 61–120");
        all.addAll(page.names());
        page.click("#next");
        page.awaitText("#results", "the last page");
        all.addAll(page.names());
        assertThat(all).hasSize(150).doesNotHaveDuplicates();
        assertThat(page.find("#next").getDomAttribute("aria-disabled")).isEqualTo("true");
        page.find("#next").click();
        assertThat((String) page.script("return location.hash")).contains("skip=120");
        page.click("#previous");
        page.awaitText("#results", "Images 61–120");
        page.driver().navigate().back();
        page.awaitText("#results", "the last page");
    }

    @Test
    void aLinkRestoresFilterOrderPageTenantAndPanel() {
        Page page = CONSOLE.page()
                .open(
                        "tenant=sandbox-link",
                        "filter=contains(reference, 'a') and not status in ('Er')",
                        "orderby=reference desc,id",
                        "top=7",
                        "skip=14",
                        "panel=clock");
        List<String> names = page.names();
        assertThat(names).hasSize(7);
        String link = (String) page.script("return location.href");
        page.driver().switchTo().newWindow(WindowType.TAB);
        page.driver().get(link);
        page.settled();
        assertThat(page.names()).isEqualTo(names);
        assertThat(page.find("#orderby").getDomProperty("value")).isEqualTo("reference desc,id");
        assertThat(page.find("#tenant").getDomProperty("value")).isEqualTo("sandbox-link");
        assertThat(page.find("#panel-title").getText()).isEqualTo("Clock");
        page.driver().close();
        page.driver()
                .switchTo()
                .window(page.driver().getWindowHandles().iterator().next());
    }

    @Test
    void whatIsTypedStandsInTheRequestAtOnceAndInTheLinkSoon() {
        Page page = CONSOLE.page().open("tenant=acme");
        page.type("#filter", "reference eq 'it''s'");
        assertThat(page.find("#curl").getText())
                .contains("--data-urlencode '$filter=reference eq '\\''it'\\'''\\''s'\\'''");
        assertThat(page.find("#fetch").getText()).contains("$filter: \"reference eq 'it''s'\"");
        page.await("new URLSearchParams(location.hash.slice(1)).get('filter') === \"reference eq 'it''s'\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contains(reference, 'o''b') or reference eq '50%25 & + #\\\"$HOME`x`.jpg'",
                "status in ('Ok', 'Re')",
                ""
            })
    void theRequestThatIsShownGivesTheSameList(String filter) throws Exception {
        Mock.put(CONSOLE.mock(), "sandbox-request", "50%25 & + #\\\"$HOME`x`.jpg", "{}");
        Page page = CONSOLE.page()
                .open("tenant=sandbox-request", "filter=" + filter, "orderby=reference desc", "skip=0", "top=9");
        assertThat(page.names()).isNotEmpty();
        Process shell = new ProcessBuilder(
                        "sh", "-c", (String) page.script("return document.getElementById('curl').textContent") + " -s")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        JsonNode answer =
                new ObjectMapper().readTree(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(answer.path("items").findValuesAsText("reference")).isEqualTo(page.names());
        assertThat(page.script(
                        "return (async () => {" + page.script("return document.getElementById('fetch').textContent")
                                + "\nreturn items.map((image) => image.reference) })()"))
                .isEqualTo(page.names());
    }

    @Test
    void oddReferencesAreTextAndLeadToTheirImages() {
        List<String> odd = List.of(
                "<img src=x onerror=document.title='oops'>.jpg",
                "it's \"quoted\".jpg",
                "a/b%2Fc 50%.jpg",
                "😀 & #?=+;.png",
                "صورة المنتج.jpg",
                "\u202Egnp.evil.jpg",
                "(a)(b).gif",
                "e\u0301.jpg",
                "x".repeat(251) + ".jpg");
        odd.forEach(reference ->
                Mock.put(CONSOLE.mock(), "sandbox-odd", reference, "{\"tags\":[\"odd & <b>\"],\"numLinks\":777}"));
        Page page = CONSOLE.page().open("tenant=sandbox-odd", "filter=numLinks eq 777", "orderby=id asc");
        page.awaitNames(odd);
        page.await(
                "[...document.querySelectorAll('#images img')].filter((i) => i.complete && i.naturalWidth > 0).length === 9");
        for (int i = 0; i < odd.size(); i++) {
            page.click("#images li:nth-child(" + (i + 1) + ") a");
            String reference = odd.get(i);
            page.await("document.querySelector('#panel .reference')?.textContent === arguments0"
                    .replace("arguments0", jsString(reference)));
            page.await("document.querySelector('#panel .preview img')?.naturalWidth > 0");
        }
        page.driver().navigate().refresh();
        page.settled();
        page.awaitText("#panel .reference", odd.get(odd.size() - 1));
        assertThat((String) page.script("return document.title")).isEqualTo("Damson mock");
        assertThat(page.script("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }

    private static String jsString(String text) {
        try {
            return new ObjectMapper().writeValueAsString(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
