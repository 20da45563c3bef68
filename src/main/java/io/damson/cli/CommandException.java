package io.damson.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The work of a command failed, for a reason that people can read. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    /** A file could not be written; in words of ours where Java has only the path. */
    static CommandException unwritable(Path file, IOException e) {
        Path folder = file.toAbsolutePath().getParent();
        String reason;
        if (folder != null && !Files.isDirectory(folder)) {
            reason = "there is no folder " + (file.getParent() == null ? folder : file.getParent());
        } else if (Files.isDirectory(file)) {
            reason = "it is a folder";
        } else if (e instanceof AccessDeniedException) {
            reason = "permission denied";
        } else {
            reason = String.valueOf(e.getMessage());
        }
        return new CommandException("cannot write " + file + ": " + reason);
    }
}
