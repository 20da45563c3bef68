package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code damson tenant} and {@code damson key}. */
class TenantsAndKeysIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path shared;

    private static CommandRun done(CommandRun run) {
        assertThat(run.exitCode()).as("%s", run).isZero();
        return run;
    }

    private static int status(DamsonProcess server, String key) {
        return given().header("X-API-KEY", key).get(server.url() + "/images").statusCode();
    }

    static Stream<String> databases() {
        return Stream.of("jdbc:sqlite:" + shared.resolve("keys.db"), TestPostgres.newDatabase("UTF8"));
    }

    @Test
    void aServerWithoutTenantsNamesTheNextCommands(@TempDir Path folder) throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("damson.db");
        try (DamsonProcess server = DamsonProcess.start("serve", "--database-url", url)) {
            assertThat(server.greeting()).contains("damson tenant add shop", "damson key create --tenant shop");
        }
        done(CommandRun.inThisJvm("tenant", "add", "shop", "--database-url", url));
        try (DamsonProcess server = DamsonProcess.start("serve", "--database-url", url)) {
            assertThat(server.greeting()).doesNotContain("damson tenant", "damson key");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keysAreMadeAndRevokedWhileAServerRuns(String url) {
        done(CommandRun.inThisJvm("tenant", "add", "shop", "--database-url", url));
        String key = done(CommandRun.inThisJvm(
                        "key", "create", "--tenant", "shop", "--database-url", url, "--label", "web"))
                .out()
                .strip();
        try (DamsonProcess server = DamsonProcess.start(
                "serve", "--database-url", url, "--cors-origin", "https://shop.example,http://localhost:3000")) {
            assertThat(status(server, key)).isEqualTo(200);
            assertPagesMayAsk(server, key);
            String long1000 = "k+/=".repeat(250);
            done(CommandRun.withInput(
                    long1000 + "\n", "key", "create", "--tenant", "shop", "--database-url", url, "--stdin"));
            assertThat(status(server, long1000)).isEqualTo(200);
            done(CommandRun.inThisJvm("key", "revoke", "--tenant", "shop", "--database-url", url, "1"));
            long revoked = System.nanoTime();
            while (status(server, key) != 400) {
                assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(status(server, long1000)).isEqualTo(200);
        }
        assertThat(done(CommandRun.inThisJvm("key", "list", "--tenant", "shop", "--database-url", url))
                        .out())
                .contains("web", "LAST USED")
                .doesNotContain(key, "never");
        assertThat(done(CommandRun.of("tenant", "remove", "shop", "--yes", "--database-url", url))
                        .out())
                .contains("removed tenant shop");
    }

    /** Those of the two origins that the server was told, and no others. */
    private static void assertPagesMayAsk(DamsonProcess server, String key) {
        for (String origin : List.of("https://shop.example", "http://localhost:3000")) {
            Response answer =
                    given().header("X-API-KEY", key).header("Origin", origin).get(server.url() + "/images");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(answer.headers().getValues("Vary")).containsExactly("Origin, X-API-KEY, Accept-Encoding");
            Response preflight = given().header("Origin", origin)
                    .header("Access-Control-Request-Method", "DELETE")
                    .header("Access-Control-Request-Headers", "x-api-key")
                    .options(server.url() + "/images(a.jpg)");
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("x-api-key");
        }
        Response stranger = given().header("X-API-KEY", key)
                .header("Origin", "https://other.example")
                .get(server.url() + "/images");
        assertThat(stranger.headers().hasHeaderWithName("Access-Control-Allow-Origin"))
                .isFalse();
        assertThat(stranger.header("Vary")).contains("Origin");
    }

    @Test
    void noFileAndNoLogHoldsAByteOfAKey(@TempDir Path folder) throws IOException {
        String url = "jdbc:sqlite:" + folder.resolve("damson.db");
        String key;
        try (DamsonProcess server = DamsonProcess.start("serve", "--database-url", url, "--init-tenant", "shop")) {
            key = server.line("tenant shop, key ");
            assertThat(status(server, key)).isEqualTo(200);
            assertThat(status(server, key + "x")).isEqualTo(400);
        }
        done(CommandRun.withInput(
                key.replace("damson_", "given_"),
                "key",
                "create",
                "--tenant",
                "shop",
                "--stdin",
                "--database-url",
                url));
        CommandRun again = CommandRun.withInput(
                key.replace("damson_", "given_"),
                "key",
                "create",
                "--tenant",
                "shop",
                "--stdin",
                "--database-url",
                url);
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("that key is in use already").doesNotContain(key.substring(7));
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = Stream.concat(files, Stream.of(Path.of("target/damson-process.log")))
                    .toList();
            assertThat(all).hasSizeGreaterThan(1);
            for (Path file : all) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(key.substring(7));
            }
        }
    }
}
