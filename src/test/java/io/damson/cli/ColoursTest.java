package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColoursTest {
    @ParameterizedTest
    @CsvSource({
        "'', true, true",
        "'', false, false",
        "NO_COLOR=1, true, false",
        "NO_COLOR=, true, true",
        "NO_COLOR=1 CLICOLOR_FORCE=1, true, false",
        "CLICOLOR=0, true, false",
        "CLICOLOR=1, false, false",
        "CLICOLOR_FORCE=1, false, true",
        "CLICOLOR_FORCE=0, false, false",
        "CLICOLOR_FORCE=0, true, true",
        "TERM=dumb, true, false",
        "TERM=xterm, true, true"
    })
    void coloursAreForTerminalsUnlessTheEnvironmentHasAnotherChoice(
            String variables, boolean isTerminal, boolean isColoured) {
        Map<String, String> environment = Arrays.stream(variables.split(" "))
                .filter(variable -> variable.contains("="))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThat(Colours.of(environment, isTerminal).enabled()).isEqualTo(isColoured);
    }
}
