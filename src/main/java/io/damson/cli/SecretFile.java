package io.damson.cli;

import java.util.Set;

/** A secret in a file of its own, as orchestrators give them. */
final class SecretFile {
    /** The end of the name of a variable that holds the path of such a file. */
    static final String SUFFIX = "_FILE";

    private static final Set<String> SECRETS =
            Set.of("database-password", "init-key", "admin-key", "api-key", "other-api-key", "tls-password");

    private SecretFile() {}

    /** Whether an option may be given so. */
    static boolean isFor(String option) {
        return SECRETS.contains(option);
    }

    /**
     * The secret; the end of its line is none of it.
     *
     * @throws IllegalArgumentException with the reason, if there is none
     */
    static String read(String variable, String path) {
        String text;
        try {
            text = TextFile.read(path).replaceFirst("\r?\n\\z", "");
        } catch (IllegalArgumentException e) {
            throw unreadable(variable, path, String.valueOf(e.getMessage()));
        }
        if (text.isEmpty()) {
            throw unreadable(variable, path, "it is empty");
        }
        return text;
    }

    private static IllegalArgumentException unreadable(String variable, String path, String reason) {
        return new IllegalArgumentException(variable + ": cannot read " + path + ": " + reason);
    }
}
