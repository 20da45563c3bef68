package io.damson.conformance;

import io.damson.image.Image;
import io.damson.store.DatabaseConfiguration;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Over an SQLite file that another process writes. */
class SlowThingsOnSqliteTest extends SlowThings {
    SlowThingsOnSqliteTest(@TempDir Path folder) {
        super(new DatabaseConfiguration("jdbc:sqlite:" + folder.resolve("slow.db"), null, null));
    }

    @Override
    void hold(Statement statement, List<Image> held) throws SQLException {
        statement.execute("begin immediate");
    }
}
