package io.damson.verify.exchange;

import java.util.Locale;

/** Words of a shell's command line. */
public final class Shell {
    /** How the program was called, as a word: the launcher says so. */
    public static final String PROGRAM = word(System.getProperty("damson.program", "damson"));

    private Shell() {}

    /** A word that means just this text, quoted where it has to be. */
    public static String word(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : quoted(text);
    }

    /** The text in quotes. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A header whose value is secret: it stands in an environment variable that is called like it. */
    public static String header(String name) {
        return "\"" + name + ": $" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "\"";
    }
}
