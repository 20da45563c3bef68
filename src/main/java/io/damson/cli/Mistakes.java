package io.damson.cli;

import io.damson.query.Suggestion;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command only when its command line and its environment hold no mistake; all mistakes are told at once. */
final class Mistakes implements IExecutionStrategy {
    /** Options whose values have to fit rules. */
    interface Checked {
        /** Each fits some values to their rules, and throws an {@link IllegalArgumentException} where one is broken. */
        List<Runnable> checks();
    }

    /** Lets a command and those below it collect what is wrong, where it would stop at the first. */
    static void collect(CommandLine command) {
        command.getCommandSpec().parser().collectErrors(true);
        command.getSubcommands().values().forEach(Mistakes::collect);
    }

    @Override
    public int execute(ParseResult first) {
        Integer helped = CommandLine.executeHelpRequest(first);
        if (helped != null) {
            return helped;
        }
        ParseResult parsed = errors(first).isEmpty() ? first : withDefaultsTyped(first);
        List<Exception> mistakes = errors(parsed);
        ParseResult last = last(parsed);
        forgetWhatIsMisspelt(mistakes);
        forgetWhatIsUnreadable(mistakes);
        Stream.concat(Stream.of(last.commandSpec()), last.commandSpec().mixins().values().stream())
                .map(CommandSpec::userObject)
                .filter(Checked.class::isInstance)
                .flatMap(options -> ((Checked) options).checks().stream())
                .forEach(rule -> check(rule, mistakes));
        OptionDefaults defaults = defaults(last.commandSpec().commandLine());
        last.commandSpec().options().forEach(option -> check(() -> requireItems(option, defaults), mistakes));
        defaults.faults(last.commandSpec()).forEach(fault -> mistakes.add(new IllegalArgumentException(fault)));
        if (mistakes.size() == 1 && mistakes.get(0) instanceof ParameterException only) {
            throw only;
        }
        if (!mistakes.isEmpty()) {
            throw new ParameterException(
                    last.commandSpec().commandLine(),
                    mistakes.stream().map(Mistakes::sentence).distinct().collect(Collectors.joining("\n")));
        }
        warn(last.commandSpec(), defaults);
        if (!last.commandSpec().subcommands().isEmpty()) {
            return lackCommand(last.commandSpec().commandLine());
        }
        return new RunLast().execute(parsed);
    }

    /** Whoever types no command wants to know which there are; a script that does has a mistake. */
    private static int lackCommand(CommandLine command) {
        command.usage(command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static List<Exception> errors(ParseResult parsed) {
        List<Exception> errors = new ArrayList<>();
        for (ParseResult result = parsed; result != null; result = result.subcommand()) {
            errors.addAll(result.errors());
        }
        return errors;
    }

    private static ParseResult last(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.subcommand() != null) {
            last = last.subcommand();
        }
        return last;
    }

    /** The same with what the environment and the file give put behind the name of the command. */
    private static ParseResult withDefaultsTyped(ParseResult parsed) {
        List<String> arguments = new ArrayList<>(parsed.originalArgs());
        int behind = 0;
        for (ParseResult below = parsed.subcommand(); below != null; below = below.subcommand()) {
            String name = below.commandSpec().name();
            while (behind < arguments.size() && !arguments.get(behind).equals(name)) {
                behind++;
            }
            behind++;
        }
        CommandSpec command = last(parsed).commandSpec();
        arguments.addAll(
                Math.min(behind, arguments.size()),
                defaults(command.commandLine()).asTyped(command));
        return parsed.commandSpec().commandLine().parseArgs(arguments.toArray(String[]::new));
    }

    /** picocli passes over an item that is empty at the end. */
    private static void requireItems(OptionSpec option, OptionDefaults defaults) {
        if (!option.splitRegex().equals(",")) {
            return;
        }
        Stream.concat(option.originalStringValues().stream(), defaults.value(option).stream())
                .filter(value -> value.endsWith(","))
                .findFirst()
                .ifPresent(value -> {
                    throw new IllegalArgumentException(
                            option.longestName() + ": '" + value + "' has an empty item behind its last comma");
                });
    }

    private static void warn(CommandSpec command, OptionDefaults defaults) {
        PrintWriter err = command.commandLine().getErr();
        defaults.warnings(command).forEach(warning -> err.println(command.qualifiedName() + ": warning: " + warning));
        err.flush();
    }

    /** Whose mistakes are told here. */
    private static OptionDefaults defaults(CommandLine command) {
        return (OptionDefaults) command.getDefaultValueProvider();
    }

    /** Prints what is wrong, what may have been meant, and where help is; not the help itself, in which the mistake would drown. */
    static int tell(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        OptionDefaults defaults = defaults(command);
        err.println(name + ": "
                + sentence(mistake)
                        .lines()
                        .map(line -> line + defaults.sources(line))
                        .collect(Collectors.joining(System.lineSeparator())));
        warn(command.getCommandSpec(), defaults);
        err.println("All options: " + name + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** An option that is missing because its name is misspelt is one mistake. */
    private static void forgetWhatIsMisspelt(List<Exception> mistakes) {
        List<String> meant = mistakes.stream()
                .filter(UnmatchedArgumentException.class::isInstance)
                .flatMap(unknown -> suggestions((UnmatchedArgumentException) unknown).stream())
                .toList();
        mistakes.removeIf(mistake -> mistake instanceof MissingParameterException missing
                && missing.getMissing().stream()
                        .allMatch(argument ->
                                argument instanceof OptionSpec option && meant.contains(option.longestName())));
    }

    /** An argument that cannot be read is neither missing nor unknown besides. */
    private static void forgetWhatIsUnreadable(List<Exception> mistakes) {
        List<ParameterException> unreadable = mistakes.stream()
                .filter(mistake -> !(mistake instanceof MissingParameterException))
                .filter(mistake -> mistake instanceof ParameterException wrong && wrong.getArgSpec() != null)
                .map(ParameterException.class::cast)
                .toList();
        for (ParameterException wrong : unreadable) {
            mistakes.removeIf(mistake -> mistake instanceof MissingParameterException missing
                    && missing.getMissing().contains(wrong.getArgSpec()));
            mistakes.removeIf(mistake -> mistake instanceof UnmatchedArgumentException unmatched
                    && unmatched.getUnmatched().equals(List.of(String.valueOf(wrong.getValue()))));
        }
    }

    /** What is wrong, and what may have been meant. */
    private static String sentence(Exception mistake) {
        if (!(mistake instanceof UnmatchedArgumentException unknown)) {
            return String.valueOf(mistake.getMessage());
        }
        List<String> suggestions = suggestions(unknown);
        String wrong = unknown.isUnknownOption()
                ? "Unknown option: '" + String.join("', '", options(unknown)) + "'"
                : String.valueOf(unknown.getMessage());
        String above = unknown.isUnknownOption() ? "" : unknown.getCommandLine().getCommandName() + " ";
        return suggestions.isEmpty()
                ? wrong
                : wrong
                        + suggestions.stream()
                                .map(suggestion -> above + suggestion)
                                .collect(Collectors.joining(" or ", "\nDid you mean: ", "?"));
    }

    /** The options that are unknown; what follows one may be its value. */
    private static List<String> options(UnmatchedArgumentException unknown) {
        return unknown.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .toList();
    }

    /** picocli compares pairs of letters, of which short names have few. */
    private static List<String> suggestions(UnmatchedArgumentException unknown) {
        List<String> near = !unknown.isUnknownOption()
                ? List.of()
                : options(unknown).stream()
                        .flatMap(option -> Suggestion.nearest(
                                option,
                                unknown.getCommandLine().getCommandSpec().options().stream()
                                        .map(OptionSpec::longestName))
                                .stream())
                        .toList();
        return near.isEmpty() ? unknown.getSuggestions() : near;
    }

    private static void check(Runnable rule, List<Exception> mistakes) {
        try {
            rule.run();
        } catch (IllegalArgumentException e) {
            mistakes.add(e);
        }
    }
}
