package io.damson.cli;

import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command works on. */
final class DatabaseOptions implements Mistakes.Checked {
    @Option(
            names = "--database-url",
            defaultValue = DatabaseConfiguration.DEFAULT_URL,
            description = "JDBC URL of the database, SQLite or PostgreSQL (default: ${DEFAULT-VALUE}).")
    private String databaseUrl = DatabaseConfiguration.DEFAULT_URL;

    @Option(names = "--database-user", description = "User of the database.")
    private @Nullable String databaseUser;

    @Option(
            names = "--database-password",
            description = "Password of the database; better in DAMSON_DATABASE_PASSWORD.")
    private @Nullable String databasePassword;

    @Override
    public List<Runnable> checks() {
        return List.of(this::configuration);
    }

    private DatabaseConfiguration configuration() {
        return new DatabaseConfiguration(databaseUrl, databaseUser, databasePassword);
    }

    /** The database, to be closed by the caller. */
    Database open() {
        return Database.open(configuration());
    }
}
