package io.damson.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.mock.MockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.OutputType;

/** {@code docs/console.png} is a picture of the console: {@code mvn test -Dtest=ConsolePictureTest -Ddocs.write} takes it anew. */
@Timeout(120)
class ConsolePictureTest {
    private static final Path PICTURE = Path.of("docs/console.png");
    private static final int MAX_BYTES = 150 * 1024;

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    /** Pixels differ with the fonts of a machine: what is compared is whether there is anything to take a picture of. */
    @Test
    void thePictureIsOfAWholePage() throws IOException {
        CHROMIUM.screen(1280, 720, "light");
        try (MockServer mock = Mock.PLAIN.start()) {
            Page page = Page.of(CHROMIUM, mock).open("filter=status eq 'Ok'", "orderby=numLinks desc", "panel=faults");
            page.click("#request summary"); // more room for images
            page.click(".presets button", "503 once");
            page.awaitText(".rows", "503");
            page.await("[...document.images].filter((i) => i.getBoundingClientRect().top < innerHeight)"
                    + ".every((i) => i.complete && i.naturalWidth > 0)");
            page.await("document.getElementById('said').textContent === ''");
            byte[] picture = CHROMIUM.driver().getScreenshotAs(OutputType.BYTES);
            assertThat(picture.length).isGreaterThan(20_000);
            if (System.getProperty("docs.write") != null) {
                Files.write(PICTURE, picture);
            }
        }
        assertThat(Files.size(PICTURE)).isLessThan(MAX_BYTES);
    }
}
