package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.damson.tenant.TenantName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatabaseOpeningTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    static Stream<DatabaseConfiguration> databases() {
        return Stream.of(
                new DatabaseConfiguration("jdbc:h2:file:" + folder.resolve("newer"), null, null),
                TestPostgres.newDatabase());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aDatabaseOfANewerVersionIsRefused(DatabaseConfiguration configuration) throws SQLException {
        Database.open(configuration).close();
        try (Connection connection = DriverManager.getConnection(configuration.effectiveUrl());
                Statement statement = connection.createStatement()) {
            String columns =
                    "\"type\", \"script\", \"checksum\", \"installed_by\", \"installed_on\", \"execution_time\", \"success\"";
            statement.execute(
                    "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", "
                            + columns
                            + ") select 999, '999', 'the future', " + columns
                            + " from \"flyway_schema_history\" where \"version\" = '1'");
            if (configuration.isH2()) {
                statement.execute("shutdown");
            }
        }
        assertThatThrownBy(() -> Database.open(configuration))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("newer version of Damson (schema 999)");
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

    @Test
    void serversMayStartTogetherOnAnEmptyDatabase() throws InterruptedException, ExecutionException {
        DatabaseConfiguration configuration = TestPostgres.newDatabase();
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
        DatabaseConfiguration configuration =
                new DatabaseConfiguration("jdbc:h2:file:" + folder.resolve("again") + ";WRITE_DELAY=500", null, null);
        try (Database database = Database.open(configuration)) {
            assertThat(new TenantStore(database).add(new TenantName("kept"))).isPresent();
            assertThat(Files.exists(folder.resolve("again.pid"))).isTrue();
        }
        assertThat(Files.exists(folder.resolve("again.pid"))).isFalse();
        try (Database database = Database.open(configuration)) {
            assertThat(new TenantStore(database).list())
                    .extracting(tenant -> tenant.name().value())
                    .containsExactly("kept");
        }
    }

    /** While the pool is still filling, too: another process may have the file as soon as it was closed. */
    @RepeatedTest(20)
    void aClosedFileIsFree(RepetitionInfo repetition) throws IOException {
        Path file = folder.resolve("free" + repetition.getCurrentRepetition());
        Database.open(new DatabaseConfiguration("jdbc:h2:file:" + file, null, null))
                .close();
        try (FileChannel channel = FileChannel.open(Path.of(file + ".mv.db"), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            assertThat(lock).isNotNull();
        }
    }
}
