package io.damson.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson backup}: a copy of an SQLite file that is in use. */
@Command(
        name = "backup",
        description = "Copies an SQLite database as of one moment, also while it is in use, and checks the copy.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The file gets its name when the copy is complete, on disk and sound. To restore a backup, stop the servers, remove the database's file with the -wal and -shm files beside it, and copy the backup to its place.",
            "",
            "Examples:",
            "  damson backup /backup/damson.db",
            "  damson backup --overwrite /backup/damson.db \\",
            "    --database-url jdbc:sqlite:/var/lib/damson/damson.db"
        })
final class BackupCommand implements Callable<Integer>, Mistakes.Checked {
    private static final int MEGABYTE = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions databaseOptions = new DatabaseOptions();

    @Option(names = "--overwrite", description = "Replace an existing file, once the copy is complete and sound.")
    private boolean overwrite;

    @Parameters(paramLabel = "FILE", description = "File to write.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Override
    public List<Runnable> checks() {
        return List.of(databaseOptions::requireFile);
    }

    @Override
    public Integer call() {
        try (Progress progress = new Progress(spec.commandLine().getErr(), "copying", "MB")) {
            long bytes =
                    databaseOptions.backup(file, overwrite, (copied, share) -> progress.at(copied / MEGABYTE, share));
            spec.commandLine().getOut().printf("wrote %s: %.1f MB, sound%n", file, (double) bytes / MEGABYTE);
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw Files.isDirectory(file)
                    ? CommandException.unwritable(file, e)
                    : new CommandException(file + " is there already; --overwrite replaces it, when the copy is whole");
        } catch (IOException e) {
            throw CommandException.unwritable(file, e);
        }
    }
}
