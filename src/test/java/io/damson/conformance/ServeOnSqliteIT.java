package io.damson.conformance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson serve} over an SQLite file. */
class ServeOnSqliteIT extends Serve {
    ServeOnSqliteIT(@TempDir Path folder) {
        super(() -> "jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
    }

    private static RequestSpecification request() {
        return given().urlEncodingEnabled(false).header("X-API-KEY", ACME);
    }

    /** As an import does, for as long as it applies its images. */
    @Test
    void whileAnotherProcessWritesReadsGoOnAndDeletesAreToldToComeBack() throws SQLException {
        String image = url() + "/images(desk-lamp-brass-front.jpg)";
        try (Connection connection = DriverManager.getConnection(runningOn());
                Statement statement = connection.createStatement()) {
            statement.execute("begin immediate");
            Response busy = request().delete(image);
            assertThat(busy.statusCode()).isEqualTo(503);
            assertThat(busy.jsonPath().getString("detail")).startsWith("Something else is writing to the database");
            assertThat(busy.header("Retry-After")).isEqualTo("2");
            assertThat(busy.time()).isLessThan(2_000);
            assertThat(request().get(image).statusCode()).isEqualTo(200);
            statement.execute("rollback");
        }
        assertThat(request().get(image).statusCode()).isEqualTo(200);
    }

    @Test
    void aRunningDatabaseIsFoundSound() {
        CommandRun doctor = CommandRun.inThisJvm("doctor", "--database-url", runningOn());
        assertThat(doctor.exitCode()).as("%s", doctor).isZero();
        assertThat(doctor.out()).contains("SQLite 3.", "sound");
    }
}
