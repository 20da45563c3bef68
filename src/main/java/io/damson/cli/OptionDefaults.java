package io.damson.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options are where the command line does not give them: as the environment says, or else the file of {@code --config}. */
final class OptionDefaults implements IDefaultValueProvider {
    static final String CONFIG = "config";
    private static final String CONFIG_OPTION = "--" + CONFIG;

    private final Environment environment;
    private final List<String> arguments;
    private final ConfigFile file;

    /** Where the options are from that are looked up here. */
    private final Map<String, String> sources = new HashMap<>();

    /** @param arguments the command line, which says where the file is before it is parsed */
    OptionDefaults(Environment environment, List<String> arguments) {
        this.environment = environment;
        this.arguments = arguments;
        this.file = given(arguments)
                .or(() -> environment.of(CONFIG).map(Environment.Given::value))
                .map(ConfigFile::read)
                .orElse(ConfigFile.NONE);
    }

    private static Optional<String> given(List<String> arguments) {
        for (int i = arguments.size() - 1; i >= 0; i--) {
            String argument = arguments.get(i);
            if (argument.startsWith(CONFIG_OPTION + "=")) {
                return Optional.of(argument.substring(CONFIG_OPTION.length() + 1));
            }
            if (argument.equals(CONFIG_OPTION) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        // Where a flag is true by default, picocli takes it for the opposite on the command line.
        if (option.arity().max() == 0 && arguments.contains(option.longestName())) {
            return null;
        }
        return given(option).orElse(null);
    }

    /** What the environment and the file give for an option that is not typed. */
    Optional<String> value(OptionSpec option) {
        return isTyped(name(option)) ? Optional.empty() : given(option);
    }

    private Optional<String> given(OptionSpec option) {
        String name = name(option);
        Optional<Environment.Given> given =
                environment.of(name).or(() -> hasFile(option.command()) ? inFile(name) : Optional.empty());
        given.ifPresent(value -> sources.put(name, value.source()));
        return given.map(Environment.Given::value);
    }

    /**
     * What the environment and the file give for the options of a command that are not typed, as if they were. Of defaults, picocli tells
     * the first mistake, and none where a typed one is there.
     */
    List<String> asTyped(CommandSpec command) {
        List<String> typed = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                value(option).ifPresent(value -> typed.addAll(asTyped(option, value)));
            }
        }
        return typed;
    }

    private static List<String> asTyped(OptionSpec option, String value) {
        boolean isBareFlag = option.arity().max() == 0 && value.matches("(?i)true|false");
        if (!isBareFlag) {
            return List.of(option.longestName() + "=" + value);
        }
        return Boolean.parseBoolean(value) ? List.of(option.longestName()) : List.of();
    }

    /** Whether an option, without its dashes, stands on the command line. */
    boolean isTyped(String option) {
        return arguments.stream().anyMatch(argument -> argument.matches("(?s)--" + option + "(=.*)?"));
    }

    private Optional<Environment.Given> inFile(String name) {
        return file.entry(name)
                .map(entry -> new Environment.Given(file.path() + ", line " + entry.line(), entry.value()));
    }

    private static boolean hasFile(@Nullable CommandSpec command) {
        return command != null && command.findOption(CONFIG_OPTION) != null;
    }

    /** An option without its dashes. */
    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** The options of a command, without dashes. */
    static Set<String> names(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionDefaults::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What is wrong with the environment and the file, which may be a server's that the command works beside. */
    List<String> faults(CommandSpec command) {
        List<String> faults = new ArrayList<>(environment.faults());
        if (hasFile(command) && !file.equals(ConfigFile.NONE)) {
            Set<String> names = names(command);
            names.addAll(names(CommandLine.Model.CommandSpec.forAnnotatedObject(new ServeCommand())));
            names.remove(CONFIG);
            faults.addAll(file.faults(names));
        }
        return faults;
    }

    /** What has no effect: variables that nobody knows. */
    List<String> warnings(CommandSpec command) {
        return environment.unknown(names(command), Main::optionNames);
    }

    /** Where the options are from that a sentence names, in brackets; empty where they are from the command line, or by default. */
    String sources(String sentence) {
        List<String> named = new ArrayList<>();
        sources.forEach((option, source) -> {
            boolean isNamed = sentence.matches("(?s).*--" + option + "(?![a-z-]).*");
            if (isNamed && !isTyped(option)) {
                named.add("--" + option + " is from " + source);
            }
        });
        Collections.sort(named);
        return named.isEmpty() ? "" : " (" + String.join("; ", named) + ")";
    }
}
