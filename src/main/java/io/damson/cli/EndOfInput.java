package io.damson.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Ends the program when its standard input ends, where the system property {@value PROPERTY} is true. A parent holds the other end: however
 * that ends, the program ends as by SIGTERM. Windows has no such signal.
 */
final class EndOfInput {
    private static final String PROPERTY = "damson.endsWithInput";

    /** 128 and the number of SIGTERM, as a JVM ends by that signal. */
    private static final int EXIT_CODE = 143;

    private EndOfInput() {}

    /** Whatever is written to the input is passed over. */
    static void obey() {
        if (Boolean.getBoolean(PROPERTY)) {
            Thread thread = new Thread(EndOfInput::await, "damson-input");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void await() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It has ended, or cannot be read: nobody holds the other end.
        }
        System.exit(EXIT_CODE);
    }
}
