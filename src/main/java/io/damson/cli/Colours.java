package io.damson.cli;

import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Whether standard error has colours (no-color.org, bixense.com/clicolors). Picocli's own choice is for standard output. */
final class Colours {
    private static final String OFF = "0";

    private Colours() {}

    /**
     * Colours on a terminal, unless the environment forbids them; elsewhere only where the environment forces them.
     *
     * @param environment of this process
     * @param isTerminal whether standard error is one
     */
    static Ansi of(Map<String, String> environment, boolean isTerminal) {
        String forced = environment.getOrDefault("CLICOLOR_FORCE", OFF);
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return Ansi.OFF;
        }
        if (!forced.isEmpty() && !forced.equals(OFF)) {
            return Ansi.ON;
        }
        boolean isWanted = !OFF.equals(environment.get("CLICOLOR")) && !"dumb".equals(environment.get("TERM"));
        return isTerminal && isWanted ? Ansi.ON : Ansi.OFF;
    }
}
