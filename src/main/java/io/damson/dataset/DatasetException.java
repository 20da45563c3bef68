package io.damson.dataset;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A file that cannot be taken, with where and why, for people to read. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong, where, and what would be right. */
    public DatasetException(String message) {
        super(message);
    }

    /** The file could not be read at all. */
    public static DatasetException unreadable(String name, IOException e) {
        return new DatasetException("cannot read " + name + ": "
                + (e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage())));
    }
}
