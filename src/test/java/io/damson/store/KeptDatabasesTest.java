package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.dataset.ImageWriter;
import io.damson.image.Image;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version has written is opened by this one, and is all still there. */
class KeptDatabasesTest {
    private static final Path KEPT = Path.of("src/test/resources/kept-databases");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    static List<Path> sqlite() throws IOException {
        return kept("sqlite-v*.db");
    }

    static List<Path> postgres() throws IOException {
        return kept("postgresql-v*.sql");
    }

    private static List<Path> kept(String names) throws IOException {
        List<Path> kept = new ArrayList<>();
        try (var files = Files.newDirectoryStream(KEPT, names)) {
            files.forEach(kept::add);
        }
        return kept;
    }

    @ParameterizedTest
    @MethodSource("sqlite")
    void anSqliteFileOfAnyVersionIsOpened(Path file) throws IOException {
        Files.copy(file, folder.resolve("kept.db"));
        requireAllThere(new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("kept.db"), null, null));
    }

    @ParameterizedTest
    @MethodSource("postgres")
    void aPostgresDumpOfAnyVersionIsOpened(Path file) throws IOException, SQLException {
        DatabaseConfiguration database = TestPostgres.newDatabase();
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(file));
        }
        requireAllThere(database);
    }

    @Test
    void aFileOfEachVersionIsKept() throws IOException {
        assertThat(sqlite()).hasSameSizeAs(migrations("sqlite"));
        assertThat(postgres()).hasSameSizeAs(migrations("postgresql"));
    }

    private static List<Path> migrations(String vendor) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/damson/store/migration", vendor))) {
            return files.toList();
        }
    }

    private static void requireAllThere(DatabaseConfiguration configuration) throws IOException {
        try (Database database = Database.open(configuration)) {
            TenantStore tenants = new TenantStore(database);
            Tenant shop = tenants.find(new TenantName("shop")).orElseThrow();
            assertThat(tenants.ofKey(ApiKey.of("kept-demo-key"))).contains(shop);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ImageWriter writer = new ImageWriter(bytes)) {
                List<Image> images = new ArrayList<>();
                new ImageStore(database).forEach(shop, images::add);
                for (Image image : images) {
                    writer.write(image);
                }
            }
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(Files.readString(KEPT.resolve("shop.ndjson")));
        }
    }
}
