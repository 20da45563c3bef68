package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} prints, on terminals of several widths. */
class HelpTest {
    private static Stream<CommandLine> commands(int width) {
        return below(Main.commandLine(Map.of()).setUsageHelpWidth(width));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::below));
    }

    /** All texts of a command that people have written. */
    private static List<String> texts(CommandSpec command) {
        List<String> texts = new ArrayList<>();
        for (String text : command.usageMessage().description()) {
            texts.add(String.format(text));
        }
        for (String text : command.usageMessage().footer()) {
            texts.add(String.format(text));
        }
        for (ArgSpec argument : command.args()) {
            for (String text : argument.description()) {
                texts.add(text.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString())));
            }
        }
        texts.removeIf(String::isBlank);
        return texts;
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void noWordIsBrokenAndNoLineIsTooLong(int width) {
        assertThat(commands(width)).hasSizeGreaterThan(15).allSatisfy(command -> {
            String help = command.getUsageMessage(Ansi.OFF);
            assertThat(help.lines()).allMatch(line -> line.length() <= width);
            List<String> printed = Arrays.asList(help.split("\\s+"));
            for (String text : texts(command.getCommandSpec())) {
                assertThat(printed).containsAll(Arrays.asList(text.strip().split("\\s+")));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120})
    void everyExampleIsInItsLine(int width) {
        assertThat(commands(width)).allSatisfy(command -> {
            List<String> lines = command.getUsageMessage(Ansi.OFF).lines().toList();
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                if (line.startsWith("  ")) {
                    assertThat(lines).contains(String.format(line));
                }
            }
        });
    }

    static Stream<String> helps() {
        return commands(120).map(command -> command.getUsageMessage(Ansi.OFF));
    }

    /** Programs do not speak, and values have names. */
    @ParameterizedTest
    @MethodSource("helps")
    void helpIsInPlainWords(String help) {
        assertThat(help)
                .doesNotContainPattern(
                        "(?i)\\b(asks?|asked|says?|said|tells?|told|answers?|answered|so many|whose pages)\\b")
                .doesNotContainPattern("=<[a-z]")
                .doesNotContain("%n");
    }
}
