package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.query.Images;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.ImageStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An SQLite file whose damage is met by requests. */
class SqliteDamageTest {
    private static final int PAGE = 4_096;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private MonitoredServer server() throws IOException {
        MonitoredServer server = new MonitoredServer(
                new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("damson.db"), null, null)
                        .withQueryTimeout(Duration.ofSeconds(10)),
                Optional.empty());
        new ImageStore(server.database).insert(server.tenant, Images.random(100, 1));
        return server;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("damson.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void assertDamaged(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("The database is damaged; its operator has to restore a backup")
                .doesNotContain("SQLITE", "doctor");
    }

    private static void assertKnown(MonitoredServer server) throws Exception {
        HttpResponse<String> ready = server.managed("GET", "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("The database is damaged");
        assertThat(server.managed("GET", "/health/live").statusCode()).isEqualTo(200);
        assertThat(server.metrics("damson_requests_refused_total{reason=\"database_damaged\"}"))
                .singleElement()
                .asString()
                .doesNotEndWith(" 0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image set modified_on = '2023-01-01T 0:00:28'",
                "image set tags = '[broken'",
                "image set status = 'Zz'",
                "image set reference = reference || char(7)",
                "image set height = 4294967296",
                "api_key set last_used_on = '2024-02-31'",
                "tenant set name = 'A b'"
            })
    void aValueThatCannotBeReadIsA503(String change) throws Exception {
        try (MonitoredServer server = server()) {
            assertThat(server.managed("GET", "/health/ready").statusCode()).isEqualTo(200);
            execute("update " + change);
            assertDamaged(server.keyed("GET", "/images").join());
            assertKnown(server);
        }
    }

    @Test
    void pagesThatAreOverwrittenAreA503() throws Exception {
        try (MonitoredServer server = server()) {
            execute("pragma wal_checkpoint(truncate)");
            Random random = new Random(1);
            byte[] noise = new byte[PAGE];
            try (FileChannel file = FileChannel.open(folder.resolve("damson.db"), StandardOpenOption.WRITE)) {
                for (long page = 1; page < file.size() / PAGE; page++) {
                    random.nextBytes(noise);
                    file.write(ByteBuffer.wrap(noise), page * PAGE);
                }
            }
            assertDamaged(
                    server.keyed("GET", "/images?$filter=status%20eq%20'Ok'").join());
            assertDamaged(server.keyed("DELETE", "/images(a)").join());
            assertKnown(server);
        }
    }
}
