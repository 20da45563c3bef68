package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.query.Images;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file holds that neither SQLite nor Damson has written. */
class DamagedFileTest {
    private static final int PAGE = 4_096;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private DatabaseConfiguration configuration() {
        return new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("damson.db"), null, null);
    }

    private DatabaseConfiguration ofServer() {
        return configuration().withQueryTimeout(Duration.ofSeconds(10));
    }

    @BeforeEach
    void fill() {
        fill(configuration());
    }

    private static void fill(DatabaseConfiguration configuration) {
        try (Database database = Database.open(configuration)) {
            TenantStore tenants = new TenantStore(database);
            Tenant tenant = tenants.add(new TenantName("damaged")).orElseThrow();
            tenants.addKey(tenant, ApiKey.of("key"), "label");
            new ImageStore(database).insert(tenant, Images.random(500, 1));
        }
    }

    private static void execute(DatabaseConfiguration configuration, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(configuration.url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void assertServerRefuses() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("damson.db"));
        assertThatThrownBy(() -> Database.open(ofServer()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("damson.db is damaged; damson doctor shows where. Restore a backup");
        assertThat(Files.readAllBytes(folder.resolve("damson.db"))).isEqualTo(before);
    }

    private FileChannel file() throws IOException {
        return FileChannel.open(folder.resolve("damson.db"), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static ByteBuffer page(FileChannel file, long number) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        file.read(page, number * PAGE);
        return page.flip();
    }

    @Test
    void aSoundFileIsServed() {
        Database.open(ofServer()).close();
        assertThat(DatabaseCheck.of(configuration()).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 70, 90})
    void aPageOfZerosIsFoundAtTheStart(int percent) throws IOException {
        try (FileChannel file = file()) {
            file.write(ByteBuffer.allocate(PAGE), file.size() / PAGE * percent / 100 * PAGE);
        }
        assertServerRefuses();
        assertThat(DatabaseCheck.of(configuration()).faults()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30, 60", "50, 90", "20, 80"})
    void twoPagesInEachOthersPlaceAreFoundAtTheStart(int firstPercent, int secondPercent) throws IOException {
        try (FileChannel file = file()) {
            long pages = file.size() / PAGE;
            long one = pages * firstPercent / 100;
            long other = pages * secondPercent / 100;
            ByteBuffer ofOne = page(file, one);
            file.write(page(file, other), one * PAGE);
            file.write(ofOne, other * PAGE);
        }
        assertServerRefuses();
    }

    @ParameterizedTest
    @ValueSource(ints = {-16777215, -1, Integer.MIN_VALUE, 0})
    void aNumberOfTheSchemaThatWasNeverWrittenIsDamage(int version) throws SQLException, IOException {
        execute(configuration(), "pragma user_version = " + version);
        assertServerRefuses();
        assertThatThrownBy(() -> Database.open(configuration())).isInstanceOf(DatabaseException.class);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("modified_on = '2023-01-01T 0:00:28'", "no date-time like 2024-04-05T08:44:33"),
                Arguments.of("created_on = 'yesterday'", "no date-time like"),
                Arguments.of("tags = '[broken'", "no JSON array of strings"),
                Arguments.of("tags = '[\"a\"b\"]'", "no JSON array of strings"),
                Arguments.of("tags = '[\"]'", "no JSON array of strings"),
                Arguments.of("tags = '{}'", "no JSON array of strings"),
                Arguments.of("status = 'Zz'", "no status of an image: Zz"),
                Arguments.of("reference = 'a' || char(7)", "a reference has no control characters"),
                Arguments.of("reference = ''", "a reference is not empty"),
                Arguments.of("reference = cast(x'ff61' as text)", "no UTF-8"),
                Arguments.of("width = 1099511627776", "no number from 0 to 2147483647: 1099511627776"),
                Arguments.of("num_links = -1", "no number from 0 to 2147483647: -1"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aValueThatNoImageHasIsAFault(String change, String message) throws SQLException {
        execute(configuration(), "update image set " + change + " where id = 7");
        assertThat(DatabaseCheck.of(configuration()).faults())
                .singleElement()
                .asString()
                .contains("image 7 of tenant 1: ", message);
        try (Database database = Database.open(configuration())) {
            ImageStore images = new ImageStore(database);
            Tenant tenant = new TenantStore(database).list().get(0);
            assertThatThrownBy(() -> images.forEach(tenant, image -> {}))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageStartingWith("The database is damaged (image 7: ")
                    .hasMessageContaining(message)
                    .hasMessageEndingWith("damson doctor shows where; stop the server and restore a backup");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenant set name = 'A b'|tenant 1: a tenant's name",
                "api_key set hash = x'00'|api_key 1: no SHA-256",
                "api_key set created_on = 'x'|api_key 1: ",
                "api_key set last_used_on = '2024-02-31'|api_key 1: ",
                "api_key set revoked_on = '2024'|api_key 1: "
            })
    void aValueThatNoTenantOrKeyHasIsAFault(String change, String message) throws SQLException {
        execute(configuration(), "update " + change);
        assertThat(DatabaseCheck.of(configuration()).faults())
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void ofManyWrongValuesAHundredAreTold() throws SQLException {
        execute(configuration(), "update image set status = 'Zz'");
        List<String> faults = DatabaseCheck.of(configuration()).faults();
        assertThat(faults).hasSize(101);
        assertThat(faults.get(100)).isEqualTo("there may be more such values in image");
    }

    @Test
    void soItIsWithPostgres() throws SQLException {
        DatabaseConfiguration postgres = TestPostgres.newDatabase();
        fill(postgres);
        assertThat(DatabaseCheck.of(postgres).faults()).isEmpty();
        execute(postgres, "update image set status = 'Zz' where id = 7");
        assertThat(DatabaseCheck.of(postgres).faults())
                .singleElement()
                .asString()
                .contains("image 7 of tenant 1: no status of an image: Zz");
    }
}
