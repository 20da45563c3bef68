package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.proxy.page.Journal;
import io.damson.proxy.page.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.OutputType;

/** The page of the proxy at {@code /__proxy}. */
@Timeout(120)
class ProxyPageInABrowserTest {
    private static final String ITEMS = "{\"items\":[{\"id\":1,\"reference\":\"<b>a</b>.jpg\",\"status\":\"Ok\"}]}";
    private static final String FILTER =
            "/images?$filter=status%20eq%20'Ok'%20and%20contains(reference,'%3Cb%3E')&$orderby=id%20desc&$top=5";

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    private final Journal journal = new Journal(Traffic.JUDGE.operations());

    @SuppressWarnings("NullAway.Init") // set before each test
    private ProxyPageServer server;

    @BeforeEach
    void start() throws IOException {
        CHROMIUM.screen(1280, 800, "light");
        server = new ProxyPageServer(Traffic.page(journal, Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Page open() {
        CHROMIUM.driver().get(server.page().toString());
        Page page = new Page(CHROMIUM.driver(), server.page());
        page.await("document.querySelector('#coverage td')");
        return page;
    }

    private void fill() {
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=5", 200, ITEMS)));
        journal.judged(Traffic.verdict(Traffic.passage("GET", FILTER, 200, ITEMS), "FILTER-1", "PAGE-2"));
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=101", 400, "{\"status\":400}")));
        journal.unjudged(
                Traffic.passage("GET", "/images?$skip=100", 200, ITEMS), "the judge had fallen behind the traffic");
    }

    @Test
    void whatComesIsShownWithinASecondOrTwoAndWhatIsOpenStaysOpen() {
        Page page = open();
        assertThat(page.find("#no-findings").isDisplayed()).isTrue();
        journal.judged(Traffic.verdict(Traffic.passage("GET", FILTER, 200, ITEMS), "FILTER-1"));
        page.awaitText("#findings .finding", "FILTER-1");
        assertThat(page.find("#no-findings").isDisplayed()).isFalse();
        page.click("#journal summary");
        page.awaitText("#journal details[open] pre", "<b>a</b>.jpg");
        page.script("document.querySelector('#journal li').dataset.same = 'yes'");
        journal.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=7", 200, "{}")));
        page.awaitText("#journal summary", "/images?$top=7");
        assertThat(page.script("return document.querySelectorAll('#journal li').length"))
                .isEqualTo(2L);
        assertThat(page.script("return document.querySelectorAll('#journal li')[1].dataset.same"))
                .isEqualTo("yes");
        assertThat(page.script("return document.querySelectorAll('#journal li')[1].firstChild.open"))
                .isEqualTo(true);
        assertThat(page.find("#requests").getText()).isEqualTo("2");
        assertThat(CHROMIUM.driver().getTitle()).isEqualTo("(1) Damson proxy");
    }

    @Test
    void aFindingHasItsRequestAsCurlAndNoKey() {
        fill();
        Page page = open();
        page.awaitText("#findings .finding pre", "curl -g -i -H \"X-API-KEY: $API_KEY\"");
        page.awaitText("#journal .said", "FILTER-1, PAGE-2");
        page.awaitText("#journal summary bdi", "/images?$filter=status eq 'Ok' and contains(reference,'<b>')");
        page.script("document.querySelectorAll('details').forEach((details) => { details.open = true })");
        page.await("document.querySelectorAll('#journal details pre').length >= 8");
        assertThat(page.script("return document.documentElement.outerHTML").toString())
                .doesNotContain(Traffic.KEY, Traffic.COOKIE);
        page.click("#only");
        assertThat(
                        page.script(
                                "return [...document.querySelectorAll('#journal li')].filter((li) => li.checkVisibility()).length"))
                .isEqualTo(1L);
    }

    @Test
    void coverageHasTheOperatorsByStatus() {
        fill();
        Page page = open();
        page.await("[...document.querySelectorAll('#coverage tr.use')].some((tr) =>"
                + " tr.textContent.startsWith('contains1'))");
        assertThat(page.all("#coverage tr.operation th").get(0)).isEqualTo("GET /images (listImages)");
    }

    @Test
    void aProxyThatIsGoneIsToldAndOneThatIsBackIsShownFromItsStart() throws IOException {
        fill();
        Page page = open();
        page.awaitText("#findings .finding", "FILTER-1");
        int port = server.port();
        server.close();
        page.await("!document.getElementById('away').hidden");
        Journal other = new Journal(Traffic.JUDGE.operations());
        other.judged(Traffic.verdict(Traffic.passage("GET", "/images?$top=9", 200, "{}")));
        server = new ProxyPageServer(Traffic.page(other, Optional.empty()), port);
        page.await("document.getElementById('away').hidden");
        page.await("document.querySelectorAll('#findings li').length === 0");
        assertThat(page.all("#journal summary bdi")).containsExactly("/images?$top=9");
    }

    @Test
    void theAdminKeyIsAskedForAndKept() throws IOException {
        fill();
        server.close();
        server = new ProxyPageServer(Traffic.page(journal, Optional.of("the-admin-key")));
        CHROMIUM.driver().get(server.page().toString());
        Page page = new Page(CHROMIUM.driver(), server.page());
        page.await("!document.getElementById('admin').hidden");
        assertThat(Axe.violations(page)).isEmpty();
        page.type("#admin-key", "another");
        page.click("#admin button");
        page.awaitText("#admin-wrong", "does not accept");
        page.type("#admin-key", "the-admin-key");
        page.click("#admin button");
        page.awaitText("#findings .finding", "FILTER-1");
        assertThat(page.find("#admin").isDisplayed()).isFalse();
        page.script("sessionStorage.clear()");
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "400, light", "400, dark"})
    void noViewKeepsAnybodyOut(int width, String scheme) throws IOException {
        CHROMIUM.screen(width, 900, scheme);
        Page page = open();
        assertThat(Axe.violations(page)).as("empty").isEmpty();
        fill();
        page.awaitText("#findings .finding", "FILTER-1");
        page.script("document.querySelectorAll('details').forEach((details) => { details.open = true })");
        page.await("document.querySelectorAll('#journal details pre').length >= 8");
        assertThat(Axe.violations(page)).as("filled").isEmpty();
        assertThat(page.script("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than the screen")
                .isEqualTo(true);
        String folder = System.getProperty("pictures");
        if (folder != null) {
            Files.write(
                    Path.of(folder, width + "-" + scheme + ".png"),
                    CHROMIUM.driver().getScreenshotAs(OutputType.BYTES));
            CHROMIUM.screen(width, 2600, scheme);
            Files.write(
                    Path.of(folder, width + "-" + scheme + "-all.png"),
                    CHROMIUM.driver().getScreenshotAs(OutputType.BYTES));
        }
    }
}
