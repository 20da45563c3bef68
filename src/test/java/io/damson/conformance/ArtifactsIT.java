package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the artifact that projects have among their dependencies, and in the jar that is run. */
class ArtifactsIT {
    private static final Path RUNNABLE = Path.of(System.getProperty("damson.jar", "target/damson.jar"));
    private static final Path LIBRARY = RUNNABLE.resolveSibling("jar").resolve("damson.jar");

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    @Test
    void theLibraryHoldsNothingThatStandsInTheWayOfItsUsersResources() throws IOException {
        assertThat(entries(LIBRARY))
                .allMatch(name -> name.startsWith("io/damson/") || name.startsWith("META-INF/"))
                .contains("io/damson/openapi/dam-images.yaml", "META-INF/LICENSE")
                .noneMatch(name -> name.startsWith("META-INF/services/"));
    }

    @Test
    void theRunnableJarHoldsTheLicensesOfAllThatItIsMadeOf() throws IOException {
        assertThat(entries(RUNNABLE))
                .doesNotContain("logback.xml")
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/licenses/THIRD-PARTY.txt",
                        "META-INF/licenses/antlr4-runtime/LICENSE.txt")
                .anyMatch(name -> name.matches("META-INF/licenses/grizzly-framework-[^/]*/META-INF/LICENSE.*"))
                .doesNotHaveDuplicates();
        try (JarFile jar = new JarFile(RUNNABLE.toFile())) {
            assertThat(new String(
                            jar.getInputStream(jar.getEntry("META-INF/licenses/THIRD-PARTY.txt"))
                                    .readAllBytes(),
                            StandardCharsets.UTF_8))
                    .contains("org.webjars:swagger-ui:", "org.xerial:sqlite-jdbc:", "(EPL-2.0)")
                    .doesNotContain("org.assertj");
        }
    }
}
