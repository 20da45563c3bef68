package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOpeningTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    private static DatabaseConfiguration sqlite(Path file) {
        return new DatabaseConfiguration("jdbc:sqlite:" + file, null, null);
    }

    private static void execute(DatabaseConfiguration configuration, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(configuration.url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void assertRefused(DatabaseConfiguration configuration, String... words) {
        assertThatThrownBy(() -> Database.open(configuration))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aPostgresDatabaseOfANewerVersionIsRefused() throws SQLException {
        DatabaseConfiguration configuration = TestPostgres.newDatabase();
        Database.open(configuration).close();
        String columns =
                "\"type\", \"script\", \"checksum\", \"installed_by\", \"installed_on\", \"execution_time\", \"success\"";
        execute(
                configuration,
                "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", " + columns
                        + ") select 999, '999', 'the future', " + columns
                        + " from \"flyway_schema_history\" where \"version\" = '1'");
        assertRefused(configuration, "newer version of Damson (schema 999)");
    }

    @Test
    void anSqliteFileOfANewerVersionIsRefusedAndLeftAsItIs() throws SQLException, IOException {
        DatabaseConfiguration configuration = sqlite(folder.resolve("newer.db"));
        Database.open(configuration).close();
        execute(configuration, "pragma user_version = 999");
        byte[] before = Files.readAllBytes(folder.resolve("newer.db"));
        assertRefused(configuration, "newer version of Damson (schema 999)");
        assertThat(Files.readAllBytes(folder.resolve("newer.db"))).isEqualTo(before);
    }

    @Test
    void theFileOfAnotherProgramIsRefusedAndLeftAsItIs() throws SQLException, IOException {
        DatabaseConfiguration configuration = sqlite(folder.resolve("other.db"));
        execute(configuration, "create table t (a)");
        byte[] before = Files.readAllBytes(folder.resolve("other.db"));
        assertRefused(configuration, "other.db is the database of another program; name another file");
        assertThat(Files.readAllBytes(folder.resolve("other.db"))).isEqualTo(before);
        DatabaseConfiguration named = sqlite(folder.resolve("named.db"));
        execute(named, "pragma application_id = 1");
        assertRefused(named, "named.db is the database of another program");
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws IOException {
        Path note = Files.writeString(folder.resolve("note.db"), "hello");
        assertRefused(sqlite(note), "note.db is no SQLite database; name another file");
        assertThat(note).hasContent("hello");
        Path text = Files.writeString(folder.resolve("text.db"), "no database ".repeat(1_000));
        assertRefused(sqlite(text), "text.db is no SQLite database; name another file");
        assertRefused(sqlite(folder), folder + " is a folder; name a file in it");
        assertRefused(sqlite(text.resolve("damson.db")), "cannot make the folder of");
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = folder.resolve("damaged.db");
        Database.open(sqlite(file)).close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[3_000]), 100); // the page with the schema
        }
        assertRefused(sqlite(file), "damaged.db is damaged; damson doctor shows where. Restore a backup");
    }

    /** As a copy that broke off, or a disk that was full. */
    @ParameterizedTest
    @CsvSource({
        "40, is damaged",
        "100, is damaged",
        "4096, is damaged",
        "20000, is damaged",
        "-4096, is damaged",
        "-1, is cut off in its last page"
    })
    void aFileThatIsCutOffIsRefusedAndLeftAsItIs(long length, String words) throws IOException {
        Path file = Files.createTempDirectory(folder, "cut").resolve("cut.db");
        Database.open(sqlite(file)).close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length > 0 ? length : channel.size() + length);
        }
        byte[] before = Files.readAllBytes(file);
        assertRefused(sqlite(file), "cut.db " + words);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /** A new database in its place would hide that the old one is gone. */
    @Test
    void aFileThatIsEmptyWhileItsLogIsNotIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("emptied.db"));
        Path log = Files.writeString(folder.resolve("emptied.db-wal"), "all that is left");
        assertRefused(sqlite(file), "emptied.db-wal is the log of another file than");
        assertThat(log).hasContent("all that is left");
    }

    /** As mktemp leaves one; and as another process does that is about to make the schema. */
    @Test
    void anEmptyFileIsANewDatabase() throws IOException {
        Database.open(sqlite(Files.createFile(folder.resolve("empty.db")))).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs4", "cifs", "fuse.sshfs", "SMB2"})
    void aNetworkFileSystemIsRefused(String type) {
        assertThatThrownBy(() -> SqliteFile.requireLocal(folder, type))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is on a network file system (" + type + "), where SQLite's locks do not hold");
    }

    @Test
    void localFileSystemsAreNoNetwork() {
        Stream.of("ext4", "xfs", "btrfs", "overlay", "tmpfs", "apfs", "NTFS", "zfs", "fuse.ntfs-3g")
                .forEach(type -> SqliteFile.requireLocal(folder, type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:h2:file:./data | H2 is no longer supported: use jdbc:sqlite:./damson-data/damson.db",
                "jdbc:mysql://x/y | has to start with jdbc:sqlite: or jdbc:postgresql:",
                "jdbc:sqlite::memory: | stands the path of a file and nothing else",
                "jdbc:sqlite:a.db?synchronous=off | stands the path of a file and nothing else",
                "jdbc:sqlite:file:a.db | stands the path of a file and nothing else"
            })
    void aUrlThatCannotBeKeptToIsRefused(String url, String words) {
        assertThatThrownBy(() -> new DatabaseConfiguration(url, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void anotherEncodingThanUtf8IsRefused() {
        DatabaseConfiguration configuration =
                new DatabaseConfiguration(TestPostgres.newDatabase("SQL_ASCII"), null, null);
        assertThatThrownBy(() -> Database.open(configuration))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("SQL_ASCII")
                .hasMessageContaining("encoding 'UTF8'");
    }

    static Stream<DatabaseConfiguration> emptyDatabases() {
        return Stream.of(sqlite(folder.resolve("together.db")), TestPostgres.newDatabase());
    }

    @ParameterizedTest
    @MethodSource("emptyDatabases")
    void serversMayStartTogetherOnAnEmptyDatabase(DatabaseConfiguration configuration)
            throws InterruptedException, ExecutionException {
        ExecutorService servers = Executors.newFixedThreadPool(3);
        try {
            Callable<Database> server = () -> Database.open(configuration);
            for (Future<Database> started : servers.invokeAll(List.of(server, server, server))) {
                started.get().close();
            }
        } finally {
            servers.shutdownNow();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Database.open(new DatabaseConfiguration(
                        "jdbc:postgresql://127.0.0.1:1/damson?password=s3cret", "u", "s3cret")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aFileIsOpenedAgainWithWhatItHolds() {
        DatabaseConfiguration configuration = sqlite(folder.resolve("made").resolve("again.db"));
        try (Database database = Database.open(configuration)) {
            assertThat(new TenantStore(database).add(new TenantName("kept"))).isPresent();
        }
        try (Database database = Database.open(configuration)) {
            assertThat(new TenantStore(database).list())
                    .extracting(tenant -> tenant.name().value())
                    .containsExactly("kept");
        }
    }

    @Test
    void theSettingsThatPromisesStandOn() throws SQLException {
        try (Database database = Database.open(sqlite(folder.resolve("settings.db")))) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).as("FULL").isEqualTo("2");
            assertThat(pragma(database, "fullfsync")).isEqualTo("1");
            assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(database, "application_id")).isEqualTo(String.valueOf(0x44616D73));
        }
        try (Database database = Database.open(DatabaseConfiguration.temporary())) {
            assertThat(pragma(database, "synchronous")).as("OFF").isEqualTo("0");
        }
    }

    private static String pragma(Database database, String name) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aTemporaryDatabaseIsGoneWhenItIsClosedOrItsProcessIs() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path dead = Files.createDirectories(temporary.resolve("damson-999999999-1"));
        Files.writeString(dead.resolve("damson.db"), "");
        String mine = "damson-" + ProcessHandle.current().pid() + "-*";
        try (Database database = Database.open(DatabaseConfiguration.temporary())) {
            assertThat(database.dialect()).isInstanceOf(SqliteDialect.class);
            assertThat(dead).doesNotExist();
        }
        Database.open(DatabaseConfiguration.temporary()).close();
        try (var left = Files.newDirectoryStream(temporary, mine)) {
            for (Path folder : left) {
                assertThat(folder.resolve("damson.db")).as("of another test").exists();
            }
        }
    }

    @Test
    void aServerThatNeedsMoreConnectionsThanPostgresAllowsIsToldSo() throws SQLException {
        DatabaseConfiguration configuration = TestPostgres.newDatabase()
                .withQueryTimeout(Duration.ofSeconds(1))
                .withParallel(1_000);
        assertRefused(configuration, "needs 1002 connections", "--workers", "max_connections");
    }
}
