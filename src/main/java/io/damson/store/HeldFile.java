package io.damson.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that this process has open, which may be removed or replaced all the same.
 *
 * @param path its place
 * @param key device and inode; null where the operating system has no such thing, and only the absence of the file is seen
 */
record HeldFile(Path path, @Nullable Object key) {
    /**
     * A file that is there.
     *
     * @throws DatabaseException if it is not
     */
    static HeldFile at(Path path) {
        try {
            return new HeldFile(path, keyOf(path));
        } catch (IOException e) {
            throw new DatabaseException(path + " was removed while it was opened", e);
        }
    }

    /** What has become of it, as a sentence without a full stop; empty where it is in its place. */
    Optional<String> fault() {
        try {
            Object now = keyOf(path);
            return key == null || key.equals(now)
                    ? Optional.empty()
                    : Optional.of(path + " is another file than the one that was opened");
        } catch (IOException e) {
            return Optional.of(path + " is not there");
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
