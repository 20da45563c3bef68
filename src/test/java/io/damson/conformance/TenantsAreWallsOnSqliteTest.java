package io.damson.conformance;

import io.damson.store.DatabaseConfiguration;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Over an SQLite file. */
class TenantsAreWallsOnSqliteTest extends TenantsAreWalls {
    TenantsAreWallsOnSqliteTest(@TempDir Path folder) {
        super(new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("damson.db"), null, null));
    }
}
