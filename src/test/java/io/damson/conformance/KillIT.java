package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.damson.store.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is acknowledged stays, though the process is killed. In short here; {@code bench/reliability/kill} runs the same with many
 * cycles, which system properties number.
 */
class KillIT {
    private static final int DELETE_CYCLES = Integer.getInteger("damson.kill.deletes", 2);
    private static final int IMPORT_CYCLES = Integer.getInteger("damson.kill.imports", 1);
    private static final int IMAGES = Integer.getInteger("damson.kill.images", 1_000);
    /** How long a server may need to be up again; without it nothing is said of time. */
    private static final int MAX_START_MILLIS = Integer.getInteger("damson.kill.start", Integer.MAX_VALUE);

    private static final long SEED = Long.getLong("property.seed", System.nanoTime() % 1_000_000);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    static Stream<String> databases() {
        String given = System.getProperty("damson.kill.url", "");
        return given.isEmpty()
                ? Stream.of("jdbc:sqlite:" + folder.resolve("kill.db"), TestPostgres.newDatabase("UTF8"))
                : Stream.of(given);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsAcknowledgedStaysThoughTheProcessIsKilled(String url) throws Exception {
        KillCycles cycles = new KillCycles(url, Files.createTempDirectory(folder, "files"), new Random(SEED), IMAGES);
        for (int i = 1; i <= DELETE_CYCLES; i++) {
            cycles.killServer();
            requireSound(url);
            report(url, "deletes", i, cycles);
        }
        for (int i = 1; i <= IMPORT_CYCLES; i++) {
            cycles.killImport();
            requireSound(url);
            report(url, "imports", i, cycles);
        }
        assertThat(cycles.slowestStart()).isLessThanOrEqualTo(Duration.ofMillis(MAX_START_MILLIS));
    }

    /** Where SQLite can say so itself. */
    private static void requireSound(String url) throws SQLException {
        if (url.startsWith("jdbc:sqlite:")) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("pragma integrity_check")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("ok");
            }
        }
    }

    private static void report(String url, String what, int cycle, KillCycles cycles) throws Exception {
        Files.writeString(
                Path.of("target", "kill.log"),
                "%s: seed %d, kills amid %s %d, deletes acknowledged %d, slowest start %d ms%n"
                        .formatted(
                                url.replaceFirst("^jdbc:(\\w+):.*", "$1"),
                                SEED,
                                what,
                                cycle,
                                cycles.acknowledged(),
                                cycles.slowestStart().toMillis()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
