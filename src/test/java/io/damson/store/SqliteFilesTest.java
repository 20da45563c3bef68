package io.damson.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a log that is gone, where a pool makes a connection before a request notices. */
class SqliteFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void whatTheLogHeldIsSavedBeforeAConnectionMakesAnother() throws Exception {
        Path database = folder.resolve("damson.db");
        SqliteFile file = SqliteFile.at(database.toString());
        SqliteDataSource source =
                new SqliteDataSource(file, true, Duration.ofSeconds(1), new StatementLimit(Optional.empty()));
        file.migrate(source);
        try (SqliteFiles held = source.hold();
                Connection writer = source.getConnection();
                Statement statement = writer.createStatement()) {
            held.requireInPlace();
            statement.executeUpdate("create table acknowledged (a)");
            Files.delete(folder.resolve("damson.db-wal"));
            Files.delete(folder.resolve("damson.db-shm"));
            assertThatThrownBy(source::getConnection).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(tablesAfterAKill(database)).isOne();
        }
    }

    /** Another process copies the file, since to close it here would lose SQLite's locks on it. */
    private long tablesAfterAKill(Path database) throws Exception {
        Path killed = folder.resolve("killed.db");
        assertThat(new ProcessBuilder("cp", database.toString(), killed.toString())
                        .start()
                        .waitFor())
                .isZero();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + killed);
                Statement statement = connection.createStatement()) {
            return SqliteFile.number(statement, "select count(*) from sqlite_schema where name = 'acknowledged'");
        }
    }
}
