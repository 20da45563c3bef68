package io.damson.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What shells complete, by the shells themselves. */
class CompletionTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path script() {
        return folder.resolve("completion");
    }

    @BeforeEach
    void print() throws IOException {
        assertThat(InThisJvm.run(out, new StringWriter(), "completion", "bash")).isZero();
        Files.writeString(script(), out.toString());
    }

    private static boolean isThere(String shell) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell)));
    }

    private String shell(String name, String commands) throws IOException, InterruptedException {
        assumeTrue(isThere(name), name);
        Process process = new ProcessBuilder(name, "-c", commands, name, script().toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @ParameterizedTest
    @CsvSource({
        "damson mo, mock",
        "./damson mo, mock",
        "damson mock --po, --port",
        "damson serve --management-p, --management-port",
        "damson ten, tenant",
        "damson tenant rem, remove",
        "damson key create --la, --label",
        "damson verify --level od, odata",
        "damson completion z, zsh",
        "damson comp, completion"
    })
    void bashCompletes(String line, String completed) throws Exception {
        String commands = """
                set -e
                source "$1"
                compopt() { :; } # of bash, it works while a line is typed alone
                COMP_WORDS=(%s)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE='%s'
                COMP_POINT=${#COMP_LINE}
                complete -p damson >/dev/null
                _complete_damson damson "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}" || true
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(line, line);
        assertThat(shell("bash", commands).lines().map(String::strip)).containsExactly(completed);
    }

    @Test
    void zshReadsTheScript() throws Exception {
        String commands = """
                autoload -U compinit && compinit -u -D
                source "$1"
                print -r -- ${_comps[damson]}
                """;
        assertThat(shell("zsh", commands)).contains("_bash_complete", "_complete_damson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "ZSH"})
    void bothShellsHaveAScript(String shell) {
        StringWriter other = new StringWriter();
        assertThat(InThisJvm.run(other, new StringWriter(), "completion", shell))
                .isZero();
        assertThat(other.toString()).isEqualTo(out.toString()).doesNotContain("\r");
    }

    @Test
    void anotherShellIsAMistake() {
        StringWriter err = new StringWriter();
        assertThat(InThisJvm.run(new StringWriter(), err, "completion", "fish")).isEqualTo(2);
        assertThat(err.toString()).contains("'fish' is not bash or zsh");
        assertThat(List.of(out.toString().split("\n"))).anyMatch(line -> line.contains("complete -F"));
    }
}
