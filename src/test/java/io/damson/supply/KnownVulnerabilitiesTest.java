package io.damson.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the check of published advisories finds, and what it says where it cannot check. */
class KnownVulnerabilitiesTest {
    private static final String FIXED = "{'introduced':'1.5.0'},{'fixed':'1.5.25'}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @BeforeEach
    void advisories() throws IOException {
        Files.createDirectories(folder.resolve("advisories/2026/01"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5.24       | true",
                "1.5.25       | false",
                "1.5.25-rc1   | true",
                "1.5.3        | true",
                "1.4.14       | false",
                "1.5.0-alpha1 | false",
                "1.10.0       | false",
            })
    void versionsOfMavenAreInMavensOrder(String version, boolean affected) throws IOException {
        advisory("Maven", "ch.qos.logback:logback-core", FIXED, "");
        assertThat(check(bill("ch.qos.logback", "logback-core", version))).isEqualTo(affected ? 1 : 0);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {"1.5.24 | true", "1.5.25-next.3 | true", "1.5.25 | false", "1.5.0-next.1 | false"})
    void versionsOfNpmAreInTheOrderOfSemanticVersioning(String version, boolean affected) throws IOException {
        advisory("npm", "@redocly/cli", FIXED, "");
        assertThat(check(lock("node_modules/a/node_modules/@redocly/cli", version)))
                .isEqualTo(affected ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'introduced':'0'}                                                             | 1      | true",
                "{'introduced':'0'},{'last_affected':'1.33'}                                    | 1.33   | true",
                "{'introduced':'0'},{'last_affected':'1.33'}                                    | 1.33.1 | false",
                "{'introduced':'0'},{'fixed':'1.2'},{'introduced':'1.3'},{'fixed':'1.4'}        | 1.2.9  | false",
                "{'introduced':'0'},{'fixed':'1.2'},{'introduced':'1.3'},{'fixed':'1.4'}        | 1.3    | true",
                "{'fixed':'1.4'},{'introduced':'1.3'},{'fixed':'1.2'},{'introduced':'0'}        | 1.3.5  | true",
                "{'fixed':'1.4'},{'introduced':'1.3'},{'fixed':'1.2'},{'introduced':'0'}        | 1.4    | false",
            })
    void eventsBoundRanges(String events, String version, boolean affected) throws IOException {
        advisory("Maven", "org.yaml:snakeyaml", events, "");
        assertThat(check(bill("org.yaml", "snakeyaml", version))).isEqualTo(affected ? 1 : 0);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {"<= 1.33 | 1.33 | true", "<= 1.33 | 2.0 | false", "< 2.0 | 1.33 | true", "< 2.0 | 2.0 | false"})
    void aRangeWithoutAnEndHoldsUpToWhereItIsKnown(String known, String version, boolean affected) throws IOException {
        advisory(
                "Maven",
                "org.yaml:snakeyaml",
                "{'introduced':'0'}",
                ",'database_specific':{'last_known_affected_version_range':'" + known + "'}");
        assertThat(check(bill("org.yaml", "snakeyaml", version))).isEqualTo(affected ? 1 : 0);
    }

    @Test
    void aListedVersionIsAffectedWithoutARange() throws IOException {
        advisory("Maven", "org.yaml:snakeyaml", "", ",'versions':['2.4','2.5']");
        assertThat(check(bill("org.yaml", "snakeyaml", "2.5"))).isEqualTo(1);
        assertThat(check(bill("org.yaml", "snakeyaml", "2.7"))).isZero();
    }

    @Test
    void aFindingIsALineWithAllThatIsNeeded() throws IOException {
        advisory("Maven", "ch.qos.logback:logback-core", FIXED, "");
        Path bill = bill("ch.qos.logback", "logback-core", "1.5.24");
        assertThat(check(bill)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "ch.qos.logback:logback-core 1.5.24 (%s): GHSA-1 CVE-2026-1, LOW: Classes are instantiated; mended in 1.5.25%n"
                                        .formatted(bill)
                                + "1 packages, 1 advisories: 1 affected%n".formatted());
    }

    @Test
    void aWebJarIsThePackageOfNpmToo() throws IOException {
        advisory("npm", "swagger-ui", FIXED, "");
        assertThat(check(bill("org.webjars", "swagger-ui", "1.5.24"))).isEqualTo(1);
        assertThat(check(bill("com.example", "swagger-ui", "1.5.24"))).isZero();
    }

    @Test
    void anotherEcosystemsPackageOfTheSameNameIsAnother() throws IOException {
        advisory("PyPI", "swagger-ui", FIXED, "");
        assertThat(check(bill("org.webjars", "swagger-ui", "1.5.24"))).isZero();
    }

    @Test
    void aWithdrawnAdvisoryDoesNotStand() throws IOException {
        advisory("Maven", "org.yaml:snakeyaml", "{'introduced':'0'}", "");
        Path file = folder.resolve("advisories/2026/01/a.json");
        Files.writeString(
                file, Files.readString(file).replace("\"id\"", "\"withdrawn\":\"2026-01-01T00:00:00Z\",\"id\""));
        advisory("b", "Maven", "other:other", "{'introduced':'0'}", "");
        assertThat(check(bill("org.yaml", "snakeyaml", "2.5"))).isZero();
    }

    @Test
    void aFolderWithoutAdvisoriesIsNoCleanCheck() throws IOException {
        Files.writeString(folder.resolve("advisories/package.json"), "{}");
        assertThat(check(bill("org.yaml", "snakeyaml", "2.5"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is an advisory in the format of OSV");
    }

    @Test
    void aFileThatListsNothingIsNoCleanCheck() throws IOException {
        advisory("Maven", "org.yaml:snakeyaml", FIXED, "");
        Path other = folder.resolve("package.json");
        Files.writeString(other, "{\"dependencies\":{}}");
        assertThat(check(other)).isEqualTo(2);
        Files.writeString(other, "{\"bomFormat\":\"CycloneDX\"}");
        assertThat(check(other)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("neither a CycloneDX bill of materials nor a lock file", "lists no package");
    }

    @Test
    void anAdvisoryThatCannotBeReadIsNamed() throws IOException {
        advisory("npm", "swagger-ui", "{'introduced':'one'}", "");
        assertThat(check(bill("org.webjars", "swagger-ui", "5.0.0"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("a.json: 'one' is no version of npm");
    }

    @Test
    void aFolderAndAFileAreNeeded() {
        assertThat(KnownVulnerabilities.run(new String[] {"advisories"}, new PrintStream(out), new PrintStream(err)))
                .isEqualTo(2);
    }

    private int check(Path file) {
        String[] arguments = {folder.resolve("advisories").toString(), file.toString()};
        return KnownVulnerabilities.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void advisory(String ecosystem, String name, String events, String more) throws IOException {
        advisory("a", ecosystem, name, events, more);
    }

    private void advisory(String file, String ecosystem, String name, String events, String more) throws IOException {
        Files.writeString(
                folder.resolve("advisories/2026/01/" + file + ".json"),
                """
                {'id':'GHSA-1','aliases':['CVE-2026-1'],'summary':'Classes are instantiated','affected':[
                {'package':{'ecosystem':'%s','name':'%s'},'ranges':[{'type':'ECOSYSTEM','events':[%s]}]%s}],
                'database_specific':{'severity':'LOW'}}""".formatted(ecosystem, name, events, more).replace('\'', '"'));
    }

    private Path bill(String group, String name, String version) throws IOException {
        return Files.writeString(
                folder.resolve("bom.json"),
                "{\"bomFormat\":\"CycloneDX\",\"components\":[{\"group\":\"%s\",\"name\":\"%s\",\"version\":\"%s\"}]}"
                        .formatted(group, name, version));
    }

    private Path lock(String path, String version) throws IOException {
        return Files.writeString(
                folder.resolve("package-lock.json"),
                "{\"lockfileVersion\":3,\"packages\":{\"\":{\"version\":\"0.0.0\"},\"%s\":{\"version\":\"%s\"}}}"
                        .formatted(path, version));
    }
}
