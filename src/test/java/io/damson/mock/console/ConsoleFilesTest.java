package io.damson.mock.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.damson.http.ProblemException;
import io.damson.http.ServedFile;
import io.damson.rest.BasePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
    private static final Path SOURCES = Path.of("src/main/resources/io/damson/mock/console");
    private static final int MAX_BYTES = 60_000;

    private final Console console = new Console(new BasePath("/"));

    private static String text(ServedFile file) {
        return new String(file.bytes().get(), StandardCharsets.UTF_8);
    }

    @Test
    void allFilesTogetherAreSmall() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(MAX_BYTES);
        }
    }

    @Test
    void thePageRunsNothingButItsOwnFiles() {
        ServedFile page = console.file("/");
        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*", "data:");
        assertThat(text(page))
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern(" (style|on[a-z]+)=");
    }

    @Test
    void whateverItNamesIsRelativeAndThere() throws IOException {
        assertThat(text(console.file("/"))).doesNotContainPattern("(src|href)=\"(/|http)");
        Matcher links = Pattern.compile("(?:src|href)=\"(console/[^\"]+)\"").matcher(text(console.file("/")));
        assertThat(links.results().map(link -> console.file("/" + link.group(1)).mediaType()))
                .containsExactly("image/svg+xml", "text/css; charset=utf-8", "text/javascript; charset=utf-8");
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(script -> script.toString().endsWith(".js")).toList()) {
                assertThat(console.file("/console/" + file.getFileName()).mediaType())
                        .startsWith("text/javascript");
                Pattern.compile("from '([^']+)'")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(imported -> assertThat(SOURCES.resolve(imported.group(1)))
                                .as("%s", file)
                                .exists());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/, images", "/dam, dam/images", "/a/b/, a/b/images"})
    void itIsToldWhereTheApiIs(String basePath, String images) {
        assertThat(text(new Console(new BasePath(basePath)).file("/"))).contains("data-images=\"" + images + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/index.html",
                "/console/nothing.js",
                "/console/../Console.class",
                "/console/%2e%2e/media.js"
            })
    void nothingElseIsThere(String path) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> console.file(path));
    }

    @Test
    void itsPathsAreItsOwn() {
        assertThat(Console.paths(new BasePath("/")).stream()
                        .filter(path -> path.owns("/"))
                        .count())
                .isOne();
        for (String other : List.of("//", "/images", "/consoles", "//console")) {
            assertThat(Console.paths(new BasePath("/"))).as(other).noneMatch(path -> path.owns(other));
        }
    }
}
