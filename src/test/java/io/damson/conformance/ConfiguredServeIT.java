package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose options stand in files, as orchestrators give them, and its management port. */
class ConfiguredServeIT {
    private static final String KEY = "configured-key";

    @Test
    void aServerIsConfiguredByAFileAndSecretsAndSaysWhenItIsReady(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("key"), KEY + "\n");
        Path config =
                Files.writeString(folder.resolve("damson.properties"), """
                base-path=/dam
                database-url=jdbc:sqlite:%s
                init-tenant=shop
                management-port=0
                access-log=true
                log-format=json
                """.formatted(folder.resolve("damson.db")));
        Path log = folder.resolve("log");
        try (DamsonProcess server = DamsonProcess.start(
                log,
                Map.of(
                        "DAMSON_CONFIG",
                        config.toString(),
                        "DAMSON_INIT_KEY_FILE",
                        secret.toString(),
                        "DAMSON_HOOST",
                        "x"),
                "serve")) {
            String management =
                    server.greeting().lines().findFirst().orElseThrow().replaceFirst("^management ", "");
            assertThat(server.greeting()).contains("tenant shop, key as given").doesNotContain(KEY);
            assertThat(server.url()).endsWith("/dam");
            assertThat(given().header("X-API-KEY", KEY)
                            .get(server.url() + "/images")
                            .asString())
                    .isEqualTo("{\"items\":[]}");
            assertThat(given().get(management + "/health/ready").asString()).isEqualTo("{\"status\":\"UP\"}");
            String counted = "http_server_requests_seconds_count{operation=\"listImages\",status=\"200\"} 1\n";
            // The response is there a little earlier.
            Await.until(() -> given().get(management + "/metrics").asString().contains(counted));
            assertThat(server.terminate()).isIn(0, 143);
        }
        assertThat(lines(log)).contains("did you mean DAMSON_HOST?", "\"http.response.status_code\":200");
        assertThat(lines(log)).doesNotContain(KEY);
    }

    @Test
    void optionsSayHowManyWrongKeysASourceMaySendAndWhoNamesSources(@TempDir Path folder) {
        try (DamsonProcess server = DamsonProcess.start(
                "serve",
                "--database-url",
                "jdbc:sqlite:" + folder.resolve("damson.db"),
                "--wrong-keys",
                "1/1h",
                "--trusted-proxy",
                "127.0.0.1",
                "--forwarded-header",
                "Forwarded")) {
            // The first request of a server takes longer than others.
            millisOfWrongKey(server, "for=3.3.3.3");
            assertThat(millisOfWrongKey(server, "for=1.1.1.1")).isLessThan(1_900);
            assertThat(millisOfWrongKey(server, "for=1.1.1.1")).isGreaterThan(1_900);
            assertThat(millisOfWrongKey(server, "for=2.2.2.2")).isLessThan(1_900);
        }
    }

    private static long millisOfWrongKey(DamsonProcess server, String forwarded) {
        Response answer = given().header("X-API-KEY", "wrong")
                .header("Forwarded", forwarded)
                .get(server.url() + "/images");
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.time();
    }

    private static String lines(Path log) throws IOException {
        return Files.readString(log);
    }
}
