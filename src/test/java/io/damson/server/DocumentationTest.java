package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.damson.http.ProblemException;
import io.damson.http.ServedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentationTest {
    private static final Documentation.Published OTHER =
            new Documentation.Published("Other", "/other/openapi.yaml", "/io/damson/openapi/mock-admin.yaml");

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

    @ParameterizedTest
    @CsvSource({
        "/, /, https://host/openapi.yaml, https://host/images",
        "/, /proxy/, https://host/proxy/openapi.yaml, https://host/proxy/images",
        "/dam, /, https://host/openapi.yaml, https://host/dam/images",
        "/dam/, /a/b/, https://host/a/b/openapi.yaml, https://host/a/b/dam/images"
    })
    void theFirstServerIsTheOneThatAnswers(String basePath, String prefix, URI document, URI images)
            throws IOException {
        String server = server(new Documentation(basePath, List.of(Documentation.IMAGES)), "/openapi.yaml");
        // Clients append the path, before or after they resolve the URL.
        assertThat(document.resolve(server + "/images").normalize()).isEqualTo(images);
        assertThat(document.resolve(prefix + "openapi.yaml").resolve(server + "/images"))
                .isEqualTo(images);
    }

    @Test
    void theControlOfTheMockIsFoundBehindAPrefixToo() throws IOException {
        assertThat(URI.create("https://host/proxy/other/openapi.yaml")
                        .resolve(server(documentation, "/other/openapi.yaml") + "/__admin/health"))
                .isEqualTo(URI.create("https://host/proxy/__admin/health"));
    }

    private static String server(Documentation documentation, String path) throws IOException {
        return new YAMLMapper()
                .readTree(documentation.file(path).bytes().get())
                .at("/servers/0/url")
                .textValue();
    }

    @Test
    void theContractOfTheImagesIsOpenForMembersToCome() throws IOException {
        assertThat(text(documentation.file("/openapi.yaml"))).doesNotContain("additionalProperties: false");
    }

    @ParameterizedTest
    @CsvSource({"/docs, ''", "/docs/, ../"})
    void thePageLinksToContractsAndScriptsOfThisServerAlone(String page, String root) {
        List<String> links = Pattern.compile("(?:src|href)=\"(?!data:)([^\"]*)\"")
                .matcher(text(documentation.file(page)))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .contains(
                        root + "openapi.yaml",
                        root + "other/openapi.yaml",
                        root + "docs/docs.js",
                        root + "docs/swagger-ui.css");
        for (String link : links) {
            String path = URI.create(page).resolve(link).getPath();
            assertThat(documentation.file(path).bytes().get()).as(link).isNotEmpty();
        }
    }

    @Test
    void nothingRunsOnThePageButFilesOfThisServer() {
        ServedFile page = documentation.file("/docs");
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("script-src 'self';", "connect-src 'self';")
                .doesNotContain("http");
        assertThat(text(page)).doesNotContainPattern("<script(?! src=)");
    }

    @Test
    void nothingElseIsThere() {
        for (String path : List.of("/docs//", "/docs/index.html", "/docs/../openapi.yaml", "/openapi.yaml/")) {
            assertThatExceptionOfType(ProblemException.class).as(path).isThrownBy(() -> documentation.file(path));
        }
    }
}
