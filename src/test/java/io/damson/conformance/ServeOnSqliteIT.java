package io.damson.conformance;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** {@code damson serve} over an SQLite file. */
class ServeOnSqliteIT extends Serve {
    ServeOnSqliteIT(@TempDir Path folder) {
        super(() -> "jdbc:sqlite:" + folder.resolve(UUID.randomUUID() + ".db"));
    }
}
