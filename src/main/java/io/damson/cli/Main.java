package io.damson.cli;

import io.damson.dataset.DatasetException;
import io.damson.store.DatabaseException;
import io.damson.store.DatabaseUnavailableException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The program. */
@Command(
        name = "damson",
        description =
                "The Images part of the Sales Layer DAM REST API 2.0: reference server, mock backend and contract test kit.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  damson mock",
            "  damson mock --port 9000 --data my-data",
            "  damson serve --init-tenant shop",
            "  damson serve --help"
        })
public final class Main {
    private static final Map<String, Class<?>> COMMANDS = commands();

    /** Those that need to know all others. */
    private static final Set<String> ABOUT_OTHERS = Set.of("help", "completion");

    /** How the program logs. No {@code logback.xml}: that would take the place of the configuration of those who use Damson as a library. */
    private static final String LOGGING = "io/damson/cli/logback.xml";

    private Main() {}

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("mock", MockCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("export", ExportCommand.class);
        commands.put("snapshot", SnapshotCommand.class);
        commands.put("verify", VerifyCommand.class);
        commands.put("proxy", ProxyCommand.class);
        commands.put("tenant", TenantCommand.class);
        commands.put("key", KeyCommand.class);
        commands.put("backup", BackupCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("help", CommandLine.HelpCommand.class);
        return commands;
    }

    /** Runs a command; exits with 0 when it is done, 1 when it failed, 2 when the command line is wrong. */
    public static void main(String[] args) {
        System.getProperties().putIfAbsent("logback.configurationFile", LOGGING);
        LogManager.getLogManager().reset();
        SLF4JBridgeHandler.install();
        EndOfInput.obey();
        System.exit(exitCode(args));
    }

    private static int exitCode(String... args) {
        try {
            return commandLine(args).execute(args);
        } catch (Error e) {
            // It would end this thread alone; those that listen would let clients wait.
            LoggerFactory.getLogger(Main.class).error("broken off", e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** With the environment of this process. */
    static CommandLine commandLine(String... args) {
        return commandLine(System.getenv(), args);
    }

    /** Knows the command that the arguments name alone, since reading all of them takes a tenth of a start; otherwise all. */
    static CommandLine commandLine(Map<String, String> environment, String... args) {
        CommandLine commandLine = new CommandLine(new Main());
        COMMANDS.forEach((name, command) -> {
            if (args.length == 0
                    || args[0].equals(name)
                    || ABOUT_OTHERS.contains(args[0])
                    || !COMMANDS.containsKey(args[0])) {
                commandLine.addSubcommand(name, command);
            }
        });
        Mistakes.collect(commandLine);
        Converters.register(commandLine);
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
        return commandLine
                .setHelpFactory(UnbrokenHelp::new)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(new Mistakes())
                .setParameterExceptionHandler(Mistakes::tell)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new OptionDefaults(new Environment(environment), List.of(args)))
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

    /** Whether there is a command of that name. */
    static boolean isCommand(String name) {
        return COMMANDS.containsKey(name);
    }

    /** The options of all commands, without dashes. */
    static Set<String> optionNames() {
        Set<String> names = new HashSet<>();
        COMMANDS.values().forEach(command -> addNames(CommandSpec.forAnnotatedObject(command), names));
        return names;
    }

    private static void addNames(CommandSpec command, Set<String> names) {
        names.addAll(OptionDefaults.names(command));
        command.subcommands().values().forEach(below -> addNames(below.getCommandSpec(), names));
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
