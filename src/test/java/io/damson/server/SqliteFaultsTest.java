package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.Await;
import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import io.damson.store.TenantStore;
import io.damson.tenant.TenantName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of an SQLite file under a server that runs. */
class SqliteFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final List<String> FILES = List.of("", "-wal", "-shm");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private MonitoredServer server() throws Exception {
        return new MonitoredServer(
                new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("damson.db"), null, null)
                        .withQueryTimeout(Duration.ofSeconds(10)),
                Optional.empty());
    }

    private void move(String from, String to) throws Exception {
        for (String file : FILES) {
            // A connection that was just being made may have opened the file in its place, and left its log.
            Files.move(folder.resolve(from + file), folder.resolve(to + file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void aFileThatIsRemovedTakesNoDeletesUntilItIsBack() throws Exception {
        try (MonitoredServer server = server()) {
            DatabaseFaults faults = new DatabaseFaults(server);
            move("damson.db", "away");
            faults.allFailWithin(SOON, "cannot be reached");
            assertThat(faults.whyNotReady()).contains("cannot be reached");
            assertThat(folder.resolve("damson.db")).doesNotExist();
            move("away", "damson.db");
            faults.isRightAgain();
        }
    }

    @Test
    void anotherFileInItsPlaceIsNotTakenForIt() throws Exception {
        try (MonitoredServer server = server()) {
            DatabaseFaults faults = new DatabaseFaults(server);
            move("damson.db", "away");
            Files.copy(folder.resolve("away"), folder.resolve("damson.db"));
            faults.allFailWithin(SOON, "cannot be reached");
            assertThat(faults.whyNotReady()).contains("cannot be reached");
            Files.delete(folder.resolve("damson.db"));
            move("away", "damson.db");
            faults.isRightAgain();
        }
    }

    /** SQLite has log and index beside what the link leads to. */
    @Test
    void aFileThatALinkLeadsToIsAFileLikeOthers() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.createSymbolicLink(folder.resolve("damson.db"), Path.of("volume", "data.db"));
        for (int start = 0; start < 2; start++) {
            try (Database database = Database.open(
                    new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("damson.db"), null, null))) {
                new TenantStore(database).add(new TenantName("start" + start));
                assertThat(volume.resolve("data.db-wal")).exists();
                assertThat(new TenantStore(database).list()).hasSize(start + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-shm"})
    void aFileBesideItThatIsRemovedTakesNoDeletesUntilItIsBack(String suffix) throws Exception {
        try (MonitoredServer server = server()) {
            DatabaseFaults faults = new DatabaseFaults(server);
            Files.move(folder.resolve("damson.db" + suffix), folder.resolve("away"));
            faults.allFailWithin(SOON, "cannot be reached");
            assertThat(faults.whyNotReady()).contains("cannot be reached");
            Files.move(
                    folder.resolve("away"), folder.resolve("damson.db" + suffix), StandardCopyOption.REPLACE_EXISTING);
            faults.isRightAgain();
        }
    }

    /** What a log without its place holds is in the database as soon as the server has noticed: a kill loses none of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"removed", "removed with the index", "replaced by an empty file", "replaced by an older copy"})
    void whatWasAcknowledgedIsKeptThoughTheLogIs(String fault) throws Exception {
        Path log = folder.resolve("damson.db-wal");
        try (MonitoredServer server = server()) {
            DatabaseFaults faults = new DatabaseFaults(server);
            // A connection that is being made just now may make a log before anybody has noticed.
            Await.until(() -> server.metrics("hikaricp_connections_idle{").stream()
                    .noneMatch(idle -> idle.matches(".* [01](\\.0)?")));
            Path copy = Files.copy(log, folder.resolve("copy"));
            new TenantStore(server.database).add(new TenantName("acknowledged"));
            switch (fault) {
                case "removed" -> Files.delete(log);
                case "removed with the index" -> {
                    Files.delete(log);
                    Files.delete(folder.resolve("damson.db-shm"));
                }
                case "replaced by an empty file" -> {
                    Files.delete(log);
                    Files.createFile(log);
                }
                default -> Files.move(copy, log, StandardCopyOption.REPLACE_EXISTING);
            }
            faults.allFailWithin(SOON, "cannot be reached");
            assertThat(tenantsAfterAKill()).contains("monitored", "acknowledged");
        }
    }

    /** Of the files as they are; another process copies them, since to close a file here would lose SQLite's locks on it. */
    private List<String> tenantsAfterAKill() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed"));
        for (String file : List.of("", "-wal")) {
            if (Files.exists(folder.resolve("damson.db" + file))) {
                assertThat(new ProcessBuilder(
                                        "cp", folder.resolve("damson.db" + file).toString(), killed.toString())
                                .start()
                                .waitFor())
                        .isZero();
            }
        }
        try (Database database =
                Database.open(new DatabaseConfiguration("jdbc:sqlite:" + killed.resolve("damson.db"), null, null))) {
            return new TenantStore(database)
                    .list().stream().map(tenant -> tenant.name().value()).toList();
        }
    }

    @Test
    void aLogThatAnotherProcessWroteIsLeftAsItIs() throws Exception {
        Path log = folder.resolve("damson.db-wal");
        try (MonitoredServer server = server()) {
            DatabaseFaults faults = new DatabaseFaults(server);
            byte[] other = "the log of another process".getBytes(StandardCharsets.UTF_8);
            Files.delete(log);
            Files.write(log, other);
            faults.allFailWithin(SOON, "cannot be reached");
            assertThat(log).hasBinaryContent(other);
        }
    }
}
