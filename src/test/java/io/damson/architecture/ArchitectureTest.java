package io.damson.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the packages: no others than these. */
class ArchitectureTest {
    /** For each package, those that it may use. */
    private static final Map<String, List<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            entry("contract", List.of()),
            entry("image", List.of()),
            entry("tenant", List.of()),
            entry("query", List.of("image")),
            entry("store", List.of("query", "tenant", "image")),
            entry("dataset", List.of("image", "tenant")),
            entry("http", List.of("contract")),
            entry("rest", List.of("contract", "http", "query", "tenant", "image", "store")),
            entry("server", List.of("rest", "http", "store", "query", "tenant", "image")),
            entry("mock", List.of("contract", "server", "rest", "http", "store", "dataset", "tenant", "image")),
            entry("verify", List.of("query", "image", "dataset")),
            entry("junit", List.of("mock", "verify")),
            entry(
                    "proxy",
                    List.of(
                            "contract",
                            "mock",
                            "verify",
                            "server",
                            "rest",
                            "http",
                            "query",
                            "dataset",
                            "tenant",
                            "image")),
            entry(
                    "cli",
                    List.of(
                            "proxy", "verify", "mock", "server", "rest", "http", "dataset", "store", "query", "tenant",
                            "image"))));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.damson");

    @Test
    void packagesUseOnlyThoseBelowThem() {
        LayeredArchitecture arrows = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : ARROWS.keySet()) {
            arrows = arrows.layer(name).definedBy("io.damson." + name + "..");
        }
        for (Map.Entry<String, List<String>> arrow : ARROWS.entrySet()) {
            arrows = arrow.getValue().isEmpty()
                    ? arrows.whereLayer(arrow.getKey()).mayNotAccessAnyLayer()
                    : arrows.whereLayer(arrow.getKey())
                            .mayOnlyAccessLayers(arrow.getValue().toArray(String[]::new));
        }
        arrows.check(CLASSES);
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(CLASSES.stream()
                        .map(c -> c.getPackageName().replace("io.damson.", "").replaceFirst("\\..*", ""))
                        .collect(Collectors.toSet()))
                .isEqualTo(ARROWS.keySet());
    }

    /** It leaves out the arrows that follow from others. */
    @Test
    void theDiagramLeadsWhereTheArrowsLead() throws IOException {
        Map<String, List<String>> drawn = Pattern.compile("(?m)^  (\\w+) --> (\\w+)$")
                .matcher(Files.readString(Path.of("docs/architecture.md")))
                .results()
                .collect(Collectors.groupingBy(
                        arrow -> arrow.group(1), Collectors.mapping(arrow -> arrow.group(2), Collectors.toList())));
        for (String name : ARROWS.keySet()) {
            assertThat(reached(name, drawn)).as("arrows from %s", name).isEqualTo(reached(name, ARROWS));
        }
    }

    private static Set<String> reached(String from, Map<String, List<String>> arrows) {
        Set<String> all = new TreeSet<>();
        for (String to : arrows.getOrDefault(from, List.of())) {
            all.add(to);
            all.addAll(reached(to, arrows));
        }
        return all;
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("io.damson.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theQueryKnowsNeitherHttpNorSql() {
        noClasses()
                .that()
                .resideInAnyPackage("io.damson.query..", "io.damson.image..", "io.damson.tenant..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.hibernate..", "java.sql..", "org.glassfish..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreKnowsHibernate() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.damson.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "java.sql..")
                .check(CLASSES);
    }

    /** Slim images of Java have no fonts, and those there are differ from machine to machine. */
    @Test
    void picturesAreDrawnWithoutFonts() {
        noClasses()
                .that()
                .resideInAPackage("io.damson.mock.media..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.awt\\.(Font.*|Graphics.*|font\\..*)")
                .check(CLASSES);
    }
}
