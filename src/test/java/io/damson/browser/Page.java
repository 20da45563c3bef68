package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.MockServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console of a mock, as people see and use it. */
record Page(WebDriver driver, URI root) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration GLANCE = Duration.ofMillis(50);

    static Page of(Chromium chromium, MockServer mock) {
        return new Page(chromium.driver(), mock.uri().resolve("/"));
    }

    /** Opens the page with a state, as `name=value` each, and waits for what it shows. */
    Page open(String... state) {
        driver.get("about:blank"); // another hash alone would load nothing
        driver.get(root + "#"
                + String.join("&", List.of(state).stream().map(Page::encoded).toList()));
        return settled();
    }

    private static String encoded(String pair) {
        String[] parts = pair.split("=", 2);
        return parts[0] + "=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8);
    }

    /** Waits until the list, or why there is none, is shown. */
    Page settled() {
        await(
                "!document.getElementById('main').hasAttribute('aria-busy') && (document.querySelector("
                        + "'#images li, .wrong:not(:empty), .failure:not(:empty), #nothing:not([hidden]), #admin:not([hidden])'))");
        return this;
    }

    /** Waits until a condition of JavaScript holds. */
    void await(String condition) {
        new WebDriverWait(driver, PATIENCE, GLANCE)
                .withMessage(condition)
                .ignoring(StaleElementReferenceException.class)
                .until(browser -> Boolean.TRUE.equals(script("return Boolean(" + condition + ")")));
    }

    void awaitText(String selector, String text) {
        new WebDriverWait(driver, PATIENCE, GLANCE)
                .withMessage(() -> selector + " has " + all(selector))
                .until(browser -> all(selector).stream().anyMatch(shown -> shown.contains(text)));
    }

    /** What the script returns. */
    Object script(String text, Object... arguments) {
        return Optional.ofNullable(((JavascriptExecutor) driver).executeScript(text, arguments))
                .orElse("");
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Clicks what has that text, as soon as it is there. */
    void click(String selector, String text) {
        click(By.cssSelector(selector), text);
    }

    void click(String selector) {
        click(By.cssSelector(selector), "");
    }

    /** The page may draw it anew at any time: then it is looked for again. */
    private void click(By selector, String text) {
        new WebDriverWait(driver, PATIENCE, GLANCE)
                .withMessage(() -> "no " + text + " to be clicked at " + selector)
                .ignoring(StaleElementReferenceException.class)
                .until(browser -> {
                    Optional<WebElement> element = driver.findElements(selector).stream()
                            .filter(found -> found.isDisplayed() && found.isEnabled())
                            .filter(found ->
                                    text.isEmpty() || found.getText().strip().equals(text))
                            .findFirst();
                    element.ifPresent(WebElement::click);
                    return element.isPresent();
                });
    }

    /** Types a text in place of what a field has. */
    void type(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** The texts of all that match. */
    @SuppressWarnings("unchecked") // an array of strings
    List<String> all(String selector) {
        return (List<String>)
                script("return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)", selector);
    }

    /** The names on the contact sheet. */
    List<String> names() {
        return all("#images .name");
    }

    /** Waits until the contact sheet has these names and no others. */
    void awaitNames(List<String> names) {
        try {
            new WebDriverWait(driver, PATIENCE, GLANCE).until(browser -> names().equals(names));
        } catch (org.openqa.selenium.TimeoutException e) {
            assertThat(names()).isEqualTo(names);
        }
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
