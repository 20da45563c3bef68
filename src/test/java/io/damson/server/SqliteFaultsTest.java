package io.damson.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.DatabaseConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
