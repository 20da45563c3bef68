package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson backup} on a database that nobody uses: what it writes, and what it refuses. */
class BackupCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path database() {
        return folder.resolve("damson.db");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return InThisJvm.run(
                out,
                err,
                Stream.concat(Stream.of(arguments), Stream.of("--database-url", "jdbc:sqlite:" + database()))
                        .toArray(String[]::new));
    }

    private void assertRefused(String words, String... arguments) {
        assertThat(run(arguments)).as("%s", err).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("damson backup: ")
                .contains(words)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String value(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @BeforeEach
    void aDatabase() {
        assertThat(run("tenant", "add", "shop")).isZero();
    }

    @Test
    void aBackupIsASingleFileWithAllThatIsInTheDatabase() throws IOException, SQLException {
        Path backup = folder.resolve("backup.db");
        assertThat(run("backup", backup.toString())).as("%s", err).isZero();
        assertThat(out.toString()).matches("wrote " + backup + ": 0\\.\\d MB, sound\\R");
        assertThat(files()).containsExactly("backup.db", "damson.db");
        assertThat(value(backup, "select name from tenant")).isEqualTo("shop");
        assertThat(value(backup, "pragma journal_mode")).isEqualTo("delete");
    }

    /** A backup is what one makes before the newest version opens the database. */
    @Test
    void aDatabaseOfAnOlderVersionIsCopiedAsItIs() throws IOException, SQLException {
        Files.delete(database());
        execute("create table before_all_versions (a)");
        execute("pragma application_id = " + 0x44616D73);
        Path backup = folder.resolve("backup.db");
        assertThat(run("backup", backup.toString())).as("%s", err).isZero();
        assertThat(value(backup, "select group_concat(name) from sqlite_schema"))
                .isEqualTo("before_all_versions");
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyWhereThatIsMeant() throws IOException, SQLException {
        Path backup = Files.writeString(folder.resolve("backup.db"), "dear to somebody");
        assertRefused("backup.db is there already; --overwrite replaces it", "backup", backup.toString());
        assertThat(backup).hasContent("dear to somebody");
        assertThat(run("backup", "--overwrite", backup.toString())).isZero();
        assertThat(value(backup, "select name from tenant")).isEqualTo("shop");
        assertThat(files()).containsExactly("backup.db", "damson.db");
    }

    @Test
    void neitherTheDatabaseNorAnotherThatIsInUseIsReplaced() throws IOException, SQLException {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), database());
        for (String itself : List.of("damson.db", "damson.db-wal", "damson.db-shm", "./damson.db", "link.db")) {
            assertRefused(
                    "belongs to the database itself; name another file",
                    "backup",
                    "--overwrite",
                    folder.resolve(itself).toString());
        }
        Files.delete(link);
        Files.writeString(folder.resolve("other.db-wal"), "its log");
        assertRefused(
                "other.db is a database that is in use",
                "backup",
                "--overwrite",
                folder.resolve("other.db").toString());
        assertThat(value(database(), "select name from tenant")).isEqualTo("shop");
        assertThat(files()).containsExactly("damson.db", "other.db-wal");
    }

    @Test
    void whereNothingCanBeWrittenIsSaid() {
        assertRefused(
                "none/backup.db: there is no folder",
                "backup",
                folder.resolve("none/backup.db").toString());
        assertRefused("cannot write " + folder + ": it is a folder", "backup", folder.toString());
        assertRefused("cannot write " + folder + ": it is a folder", "backup", "--overwrite", folder.toString());
    }

    @Test
    void aDamagedDatabaseIsNoBackup() throws IOException {
        try (FileChannel channel = FileChannel.open(database(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4_096]), channel.size() - 4_096);
        }
        assertRefused(
                "damson.db is damaged", "backup", folder.resolve("backup.db").toString());
        assertThat(folder.resolve("backup.db")).doesNotExist();
    }

    @Test
    void whatIsNoDatabaseOfOursIsNoBackup() throws IOException, SQLException {
        String backup = folder.resolve("backup.db").toString();
        execute("pragma user_version = 999");
        assertRefused("newer version of Damson (schema 999)", "backup", backup);
        Files.writeString(database(), "a text ".repeat(1_000));
        assertRefused("is no SQLite database", "backup", backup);
        Files.delete(database());
        assertRefused("there is no jdbc:sqlite:" + database(), "backup", backup);
        assertThat(files()).isEmpty();
    }

    @Test
    void postgresqlHasItsOwnTools() {
        assertThat(InThisJvm.run(out, err, "backup", "b.db", "--database-url", "jdbc:postgresql://localhost/damson"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("use pg_dump --format=custom");
    }
}
