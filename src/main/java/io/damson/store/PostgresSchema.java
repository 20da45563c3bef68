package io.damson.store;

import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Our tables in PostgreSQL, brought to the newest version. Flyway takes a lock, so that several servers may start at once. */
final class PostgresSchema {
    private PostgresSchema() {}

    /** @throws DatabaseException if a newer Damson has written the database */
    static void migrate(DataSource dataSource) {
        Flyway flyway = flyway(dataSource);
        MigrationInfo[] migrations = flyway.info().all();
        if (Arrays.stream(migrations).anyMatch(migration -> migration.getState().isResolved() == false)) {
            throw new DatabaseException("the database was written by a newer version of Damson (schema "
                    + flyway.info().current().getVersion() + "): use that version, or restore a backup from before it");
        }
        flyway.migrate();
    }

    /** What the database lacks of our tables, which stay as they are; empty where it has those of this version, or a newer one. */
    static Optional<String> lack(DataSource dataSource) {
        MigrationInfoService migrations = flyway(dataSource).info();
        MigrationInfo[] pending = migrations.pending();
        if (pending.length == 0) {
            return Optional.empty();
        }
        MigrationInfo current = migrations.current();
        return Optional.of(
                current == null
                        ? "it has no tables of Damson; damson serve --init-tenant NAME makes them"
                        : "its schema is version %s, and this version of Damson needs %s; damson serve brings it up to date"
                                .formatted(current.getVersion(), pending[pending.length - 1].getVersion()));
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/damson/store/migration/postgresql")
                .load();
    }
}
