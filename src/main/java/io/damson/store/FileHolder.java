package io.damson.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A note beside an H2 file that says which process has it open, for whoever meets the file locked. H2's own lock is what keeps others
 * out; a process that was killed leaves its note behind, which is then not believed.
 */
record FileHolder(Path note) {
    private static final String FILE_URL = "jdbc:h2:file:";

    /** For a JDBC URL; empty for a database in memory. */
    static Optional<FileHolder> of(String url) {
        if (!url.startsWith(FILE_URL)) {
            return Optional.empty();
        }
        String path = url.substring(FILE_URL.length()).split(";", 2)[0];
        return Optional.of(new FileHolder(Path.of(path.replaceFirst("^~", System.getProperty("user.home")) + ".pid")));
    }

    /** Says that this process has the file now. */
    void write() throws IOException {
        Files.writeString(note, String.valueOf(ProcessHandle.current().pid()));
    }

    /** Says that nobody has it any more. */
    void delete() throws IOException {
        Files.deleteIfExists(note);
    }

    /** The process that has the file, in words. */
    String name() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(note).strip()))
                    .map(process -> "process " + process.pid()
                            + process.info()
                                    .command()
                                    .map(command -> " (" + Path.of(command).getFileName() + ")")
                                    .orElse(""))
                    .orElse("another process");
        } catch (IOException | NumberFormatException e) {
            return "another process";
        }
    }
}
