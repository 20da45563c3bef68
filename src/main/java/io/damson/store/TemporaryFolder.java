package io.damson.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for a database that dies with its process, or that is not whole yet. One of the first kind whose process was killed is left
 * behind; it is named after the process, and the next one removes it.
 */
record TemporaryFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String PREFIX = "damson-";

    /** A new folder that only this user can read. */
    static TemporaryFolder create() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            removeOfTheDead(temporary);
            return new TemporaryFolder(Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-"));
        } catch (IOException e) {
            throw new DatabaseException(
                    "cannot make a folder for temporary files; name another place with JAVA_OPTS=-Djava.io.tmpdir=FOLDER: "
                            + e.getMessage(),
                    e);
        }
    }

    /** A new folder beside a file that is to be written, on the same file system, which only this user can read. */
    static TemporaryFolder beside(Path file) throws IOException {
        return new TemporaryFolder(
                Files.createTempDirectory(file.toAbsolutePath().getParent(), file.getFileName() + ".part-"));
    }

    private static void removeOfTheDead(Path temporary) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "[0-9]*-*")) {
            for (Path folder : folders) {
                String pid = folder.getFileName().toString().split("-", 3)[1];
                if (pid.matches("[0-9]{1,18}")
                        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    new TemporaryFolder(folder).remove();
                }
            }
        }
    }

    /** Removes the folder with the files in it; what cannot be removed is left. */
    void remove() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("left behind: {}", path, e);
        }
    }
}
