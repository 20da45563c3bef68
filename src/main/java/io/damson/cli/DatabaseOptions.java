package io.damson.cli;

import io.damson.store.Database;
import io.damson.store.DatabaseConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command works on. */
final class DatabaseOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--database-url",
            defaultValue = DatabaseConfiguration.DEFAULT_URL,
            description = "JDBC URL of the database, H2 or PostgreSQL (default: ${DEFAULT-VALUE}).")
    private String databaseUrl = DatabaseConfiguration.DEFAULT_URL;

    @Option(names = "--database-user", description = "User of the database.")
    private @Nullable String databaseUser;

    @Option(
            names = "--database-password",
            description = "Password of the database; better in DAMSON_DATABASE_PASSWORD.")
    private @Nullable String databasePassword;

    /** Which database; a mistake is a wrong command line. */
    DatabaseConfiguration configuration() {
        try {
            return new DatabaseConfiguration(databaseUrl, databaseUser, databasePassword);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The database, to be closed by the caller. */
    Database open() {
        return Database.open(configuration());
    }
}
