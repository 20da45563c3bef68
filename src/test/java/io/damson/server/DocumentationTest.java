package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.damson.http.ProblemException;
import io.damson.http.ServedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Documentation.Published OTHER =
            new Documentation.Published("Other", "/other/openapi.yaml", "/openapi/mock-admin.yaml");

    private final Documentation documentation = new Documentation("/", List.of(Documentation.IMAGES, OTHER));

    private static String text(ServedFile file) {
        return new String(file.bytes().get(), StandardCharsets.UTF_8);
    }

    @Test
    void contractsAreOfferedAsTheyAreWritten() throws IOException {
        assertThat(text(documentation.file("/openapi.yaml")))
                .isEqualTo(Files.readString(Path.of("openapi/dam-images.yaml")));
        assertThat(text(documentation.file("/other/openapi.yaml")))
                .isEqualTo(Files.readString(Path.of("openapi/mock-admin.yaml")));
        assertThat(documentation.file("/openapi.yaml").mediaType()).isEqualTo("application/yaml");
    }

    @Test
    void aFileIsReadAndHashedOnce() {
        for (String path : List.of("/openapi.yaml", "/docs", "/docs/docs.js")) {
            assertThat(documentation.file(path)).as(path).isSameAs(documentation.file(path));
        }
    }

    @Test
    void theFirstServerIsTheOneThatAnswers() throws IOException {
        ServedFile contract = new Documentation("/dam", List.of(Documentation.IMAGES)).file("/openapi.yaml");
        assertThat(new YAMLMapper()
                        .readTree(contract.bytes().get())
                        .at("/servers/0/url")
                        .textValue())
                .isEqualTo("/dam");
        assertThat(contract.entityTag())
                .isNotEqualTo(documentation.file("/openapi.yaml").entityTag());
    }

    @Test
    void thePageLinksToContractsAndScriptsOfThisServerAlone() {
        List<String> links = Pattern.compile("(?:src|href)=\"(?!data:)([^\"]*)\"")
                .matcher(text(documentation.file("/docs")))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).contains("openapi.yaml", "other/openapi.yaml", "docs/docs.js", "docs/swagger-ui.css");
        for (String link : links) {
            assertThat(documentation.file("/" + link).bytes().get()).as(link).isNotEmpty();
        }
    }

    @Test
    void nothingRunsOnThePageButFilesOfThisServer() {
        ServedFile page = documentation.file("/docs");
        assertThat(page.headers().get("Content-Security-Policy")).contains("script-src 'self';");
        assertThat(text(page)).doesNotContainPattern("<script(?! src=)");
    }

    @Test
    void nothingElseIsThere() {
        for (String path : List.of("/docs/", "/docs/index.html", "/docs/../openapi.yaml", "/openapi.yaml/")) {
            assertThatExceptionOfType(ProblemException.class).as(path).isThrownBy(() -> documentation.file(path));
        }
    }
}
