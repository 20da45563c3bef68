package io.damson.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code damson completion}: what shells complete commands and options by. */
@Command(
        name = "completion",
        description = "Prints the completion script of a shell: commands, options and their values.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The script completes damson and ./damson. A line in ~/.bashrc or ~/.zshrc loads it in every new shell.",
            "",
            "Examples:",
            "  source <(./damson completion bash)",
            "  source <(./damson completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Whose scripts there are. */
    enum Shell {
        BASH,
        /** By its emulation of bash's completion, which the script turns on. */
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets it; one script serves both
    private Shell shell;

    @Override
    public Integer call() {
        CommandSpec damson = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        // No line separators of Windows: no shell reads them.
        out.print(AutoComplete.bash(damson.name(), damson.commandLine()) + "\n");
        out.flush();
        return 0;
    }
}
