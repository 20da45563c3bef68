package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import io.damson.verify.shape.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told when it is our fault: each failure is a real one. */
class FailureIT {
    private static String key(DamsonProcess server) {
        return server.line("tenant shop, key ");
    }

    private static Answer ask(DamsonProcess server, String key, String method) {
        try (Wire wire = Wire.open(server.url())) {
            wire.send(method + " /images HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + key + "\r\n\r\n");
            Answer answer = wire.read(method);
            Orderly.checkFailure(answer, method);
            return answer;
        }
    }

    @Test
    void anUnforeseenFailureHasAnIdUnderWhichTheLogHasTheCause() throws SQLException, IOException {
        String url = TestPostgres.newDatabase("UTF8");
        try (DamsonProcess server = DamsonProcess.start("serve", "--database-url", url, "--init-tenant", "shop")) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table image rename column width to breadth");
            }
            Answer answer = ask(server, key(server), "GET");
            assertThat(answer.status()).isEqualTo(500);
            String detail = Orderly.json(answer).path("detail").textValue();
            assertThat(detail).matches("The server failed; its log has the cause under [0-9a-f-]{36}");
            assertThat(Files.readString(Path.of("target/damson-process.log")))
                    .containsPattern(
                            detail.substring(detail.length() - 36) + "\n(.*\n)*.*column .*width does not exist");
            assertThat(ask(server, key(server), "HEAD").status()).isEqualTo(500);
        }
    }

    @Test
    void aDatabaseThatIsAwayIsA503UntilItIsBack(@TempDir Path folder) throws IOException {
        EmbeddedPostgres postgres = postgres(folder, 0);
        String url = postgres.getJdbcUrl("postgres", "postgres");
        try (DamsonProcess server = DamsonProcess.start("serve", "--database-url", url, "--init-tenant", "shop")) {
            String key = key(server);
            assertThat(ask(server, key, "GET").status()).isEqualTo(200);
            postgres.close();
            for (String method : new String[] {"GET", "HEAD", "GET"}) {
                long start = System.nanoTime();
                Answer away = ask(server, key, method);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                assertThat(away.status()).isEqualTo(503);
                assertThat(away.header("Retry-After")).hasValue("2");
            }
            try (EmbeddedPostgres again = postgres(folder, postgres.getPort())) {
                assertThat(again.getPort()).isEqualTo(postgres.getPort());
                long back = System.nanoTime();
                while (ask(server, key, "GET").status() != 200) {
                    assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(Duration.ofSeconds(5));
                }
            }
        }
    }

    static EmbeddedPostgres postgres(Path folder, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }
}
