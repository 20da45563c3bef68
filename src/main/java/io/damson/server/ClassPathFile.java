package io.damson.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files that come with the program. */
public final class ClassPathFile {
    private ClassPathFile() {}

    /** Whether there is one; the name is absolute. */
    public static boolean exists(String name) {
        return ClassPathFile.class.getResource(name) != null;
    }

    /**
     * The whole of it.
     *
     * @param name absolute
     * @throws IllegalStateException if there is none
     */
    public static byte[] bytes(String name) {
        try (InputStream stream = ClassPathFile.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no " + name + " on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
