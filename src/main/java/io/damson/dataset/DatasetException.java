package io.damson.dataset;

/** A file that cannot be taken, with where and why, for people to read. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong, where, and what would be right. */
    public DatasetException(String message) {
        super(message);
    }
}
