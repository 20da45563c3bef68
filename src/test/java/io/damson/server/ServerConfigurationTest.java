package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.damson.http.HttpLimits;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigurationTest {
    private static ServerConfiguration configuration(String host, String basePath) {
        return new ServerConfiguration(host, 0, basePath, HttpLimits.DEFAULT, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs",
                "/docs/",
                "/docs/a",
                "/console",
                "/console/a",
                "/media",
                "/media/acme",
                "/health",
                "/health/live",
                "/__admin",
                "/__admin/x/y",
                "/openapi.yaml",
                "/openapi.json",
                "/openapi"
            })
    void aBasePathIsNotOneOfTheServersOwnPaths(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration("h", path))
                .withMessageContaining("--base-path cannot be one of the server's own paths");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dam", "/a//b", "/a b", "/..", "/./a", "/a/..", "/a/../b", "/a%20"})
    void aBasePathIsReadInOneWayByAllClients(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration("h", path))
                .withMessageContaining("--base-path has to be like / or /dam");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images", "/images/", "/dam/images", "/dam/images/"})
    void aBasePathIsWhatStandsBeforeThePathOfTheApi(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration("h", path))
                .withMessageContaining("--base-path is what stands before /images");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/dam",
                "/dam/",
                "/a.b/..c",
                "/docs2",
                "/api/docs",
                "/openapis",
                "/images/v2",
                "/myimages",
                "/DOCS"
            })
    void otherBasePathsAreTaken(String path) {
        assertThatCode(() -> configuration("h", path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1",
        "0, 127.0.0.1",
        "::, [::1]",
        "[0:0:0:0:0:0:0:0], [::1]",
        "::0.0.0.0, [::1]",
        "::1, [::1]",
        "10.0.0.0, 10.0.0.0",
        "0a.example, 0a.example"
    })
    void whatStandsForAllAddressesIsNoneToOpen(String host, String toOpen) {
        assertThat(configuration(host, "/").clientHost()).isEqualTo(toOpen);
    }

    @ParameterizedTest
    @CsvSource({"::1, [::1]", "[::1], [::1]", "fd00::2, [fd00::2]", "127.0.0.1, 127.0.0.1", "localhost, localhost"})
    void anAddressOfIpv6IsInBracketsInUrls(String host, String inUrls) {
        assertThat(configuration(host, "/").urlHost()).isEqualTo(inUrls);
    }
}
