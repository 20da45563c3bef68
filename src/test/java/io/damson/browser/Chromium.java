package io.damson.browser;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The Chromium of this machine for all tests of a class, with a profile of its own that chromedriver makes. Nothing is downloaded. Where
 * there is none, the tests are skipped; where {@code CI} is set, that is an error.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    /** Warns of each browser that is newer than itself. Held, as loggers that nobody holds are forgotten with their level. */
    private static final Logger VERSIONS = Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

    private @Nullable ChromeDriver driver;

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<File> browser = BROWSERS.stream().flatMap(Chromium::find).findFirst();
        Optional<File> chromedriver = find("chromedriver").findFirst();
        if (browser.isEmpty() || chromedriver.isEmpty()) {
            String reason = "chromium and chromedriver are not both on the PATH (Debian: chromium, chromium-driver)";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(reason);
            }
            Assumptions.abort(reason);
        }
        VERSIONS.setLevel(Level.SEVERE);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.get())
                        .usingAnyFreePort()
                        .withSilent(true)
                        .build(),
                options(browser.get()));
    }

    private static Stream<File> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute);
    }

    private static ChromeOptions options(File browser) {
        return new ChromeOptions()
                .setBinary(browser)
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP *.example 127.0.0.1",
                        "--hide-scrollbars",
                        "--window-size=1280,800");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
        }
    }

    ChromeDriver driver() {
        if (driver == null) {
            throw new IllegalStateException("no test runs: the browser is registered in a static field");
        }
        return driver;
    }

    /** Shows pages as a screen of that size does, and as people have chosen whose system is light or dark. */
    void screen(int width, int height, String scheme) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver().executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }
}
