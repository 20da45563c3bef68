package io.damson.cli;

/** The work of a command failed, for a reason that people can read. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
