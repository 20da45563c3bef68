package io.damson.cli;

import io.damson.store.Database;
import io.damson.store.DatabaseBackup;
import io.damson.store.DatabaseCheck;
import io.damson.store.DatabaseConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which database a command works on. */
final class DatabaseOptions implements Mistakes.Checked {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = DatabaseConfiguration.DEFAULT_URL,
            description =
                    "JDBC URL of the database, SQLite or PostgreSQL (default: the SQLite file ./damson-data/damson.db).")
    private String databaseUrl = DatabaseConfiguration.DEFAULT_URL;

    @Option(names = "--database-user", paramLabel = "NAME", description = "User name for PostgreSQL.")
    private @Nullable String databaseUser;

    @Option(
            names = "--database-password",
            paramLabel = "PASSWORD",
            description = "Password for PostgreSQL. DAMSON_DATABASE_PASSWORD keeps it out of process lists.")
    private @Nullable String databasePassword;

    @Option(
            names = "--" + OptionDefaults.CONFIG,
            paramLabel = "FILE",
            description = "File of options, one NAME=VALUE a line. The command line and the environment override it.")
    @SuppressWarnings("UnusedVariable") // OptionDefaults has read the file by the time that this is known
    private @Nullable Path config;

    @Override
    public List<Runnable> checks() {
        return List.of(this::configuration, this::requireUse);
    }

    /** A user of the environment is another command's where the URL is typed. */
    private void requireUse() {
        if (!databaseUrl.startsWith("jdbc:sqlite:")) {
            return;
        }
        OptionDefaults defaults = (OptionDefaults) spec.commandLine().getDefaultValueProvider();
        boolean isTyped = defaults.isTyped("database-user") || defaults.isTyped("database-password");
        if ((databaseUser != null || databasePassword != null) && (isTyped || !defaults.isTyped("database-url"))) {
            throw new IllegalArgumentException(
                    (databaseUser != null ? "--database-user" : "--database-password")
                            + " is for PostgreSQL, and the database is an SQLite file: give --database-url too, or leave it out");
        }
    }

    private DatabaseConfiguration configuration() {
        DatabaseConfiguration configuration;
        try {
            configuration = new DatabaseConfiguration(databaseUrl, databaseUser, databasePassword);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--database-url: " + e.getMessage(), e);
        }
        if (configuration.isTemporary()) {
            throw new IllegalArgumentException("--database-url: the database URL names no file; it has to be like "
                    + DatabaseConfiguration.DEFAULT_URL);
        }
        return configuration;
    }

    /** @throws IllegalArgumentException if the database cannot have such replicas */
    void requireReplica(@Nullable String readUrl) {
        DatabaseConfiguration configuration = configuration();
        try {
            var unused = configuration.withReadUrl(readUrl);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--read-database-url: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if the database is no file */
    void requireFile() {
        if (configuration().isPostgres()) {
            throw new IllegalArgumentException("this copies SQLite files, and the database is PostgreSQL: use"
                    + " pg_dump --format=custom --file=FILE DATABASE, and pg_restore to restore it");
        }
    }

    /**
     * Copies the file of the database, which has to be there, in this version or an older one.
     *
     * @return how large the copy is, in bytes
     * @throws IOException if the copy cannot be written
     */
    long backup(Path target, boolean overwrite, DatabaseBackup.Progress progress) throws IOException {
        requireExisting();
        return new DatabaseBackup(configuration(), target).write(overwrite, progress);
    }

    /** The database, which is made where there is none; to be closed by the caller. */
    Database open() {
        return Database.open(configuration());
    }

    /** The same for a server, which has a limit for the statements of its requests, so many at once, and may read from replicas. */
    Database open(Duration queryTimeout, @Nullable String readUrl, int workers) {
        return Database.open(configuration()
                .withQueryTimeout(queryTimeout)
                .withReadUrl(readUrl)
                .withParallel(workers));
    }

    /** The database, which has to be there; to be closed by the caller. */
    Database openExisting() {
        requireExisting();
        return open();
    }

    /** Which database it is, without a password. */
    String description() {
        return configuration().toString();
    }

    /** Whether no database was named, and where it would be by default nobody has ever made one. */
    boolean isOfNobody() {
        return databaseUrl.equals(DatabaseConfiguration.DEFAULT_URL)
                && Files.notExists(
                        Path.of(databaseUrl.substring("jdbc:sqlite:".length())).resolveSibling(""));
    }

    /** What state the database is in, which has to be there. */
    DatabaseCheck check() {
        requireExisting();
        return DatabaseCheck.of(configuration());
    }

    private void requireExisting() {
        if (configuration().isMissing()) {
            throw new CommandException("there is no " + configuration()
                    + "; damson serve --init-tenant NAME or damson tenant add NAME makes it");
        }
    }
}
