package io.damson.store;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Our tables in PostgreSQL, brought to the newest version. Flyway takes a lock, so that several servers may start at once. */
final class PostgresSchema {
    private PostgresSchema() {}

    /** @throws DatabaseException if a newer Damson has written the database */
    static void migrate(DataSource dataSource) {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/damson/store/migration/postgresql")
                .load();
        MigrationInfo[] migrations = flyway.info().all();
        if (Arrays.stream(migrations).anyMatch(migration -> migration.getState().isResolved() == false)) {
            throw new DatabaseException("the database was written by a newer version of Damson (schema "
                    + flyway.info().current().getVersion() + "): use that version, or restore a backup from before it");
        }
        flyway.migrate();
    }
}
