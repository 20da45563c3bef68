package io.damson.cli;

import io.damson.dataset.DatasetException;
import io.damson.store.DatabaseException;
import io.damson.store.DatabaseUnavailableException;
import java.util.logging.LogManager;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program. */
@Command(
        name = "damson",
        description =
                "The Images part of the Sales Layer DAM REST API 2.0: reference server, mock backend and contract test kit.",
        subcommands = {
            MockCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            SnapshotCommand.class,
            VerifyCommand.class,
            TenantCommand.class,
            KeyCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    /** Runs a command; exits with 0 when it is done, 1 when it failed, 2 when the command line is wrong. */
    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        Mistakes.collect(commandLine);
        Converters.register(commandLine);
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return commandLine
                .setExecutionStrategy(new Mistakes())
                .setParameterExceptionHandler(Mistakes::tell)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults())
                .setExecutionExceptionHandler((thrown, command, result) -> {
                    if (!(thrown instanceof DatasetException
                            || thrown instanceof DatabaseException
                            || thrown instanceof DatabaseUnavailableException
                            || thrown instanceof CommandException)) {
                        throw thrown;
                    }
                    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + thrown.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** The version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"damson " + (version == null ? "(not packaged)" : version)};
        }
    }
}
