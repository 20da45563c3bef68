package io.damson.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of a query option that is not the documented subset of OData, or that is beyond a bound. */
public final class InvalidQueryOptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /** Where the text stops to be right, in {@code char}s; -1 where it is refused as a whole. */
    private final int position;

    /** How far the text was read when that was found out, in {@code char}s. */
    private final int read;

    private final transient @Nullable Correction correction;

    /**
     * @param option the option's name as the contract writes it, such as {@code $filter}
     * @param message what is wrong, where, and what would be right, for the caller to read
     */
    public InvalidQueryOptionException(String option, String message) {
        this(option, message, -1, -1, null);
    }

    /**
     * A refusal at a place.
     *
     * @param message what is wrong and where
     * @param position where, in {@code char}s
     * @param read how far the text has been read
     * @param correction what would be right there; null where nobody knows
     */
    InvalidQueryOptionException(
            String option, String message, int position, int read, @Nullable Correction correction) {
        super(message, null, false, false); // an answer, not a failure of ours: nobody reads its stack
        this.option = option;
        this.position = position;
        this.read = read;
        this.correction = correction;
    }

    /** The option's name as the contract writes it. */
    public String option() {
        return option;
    }

    /** What is wrong, where, and what would be right. Not null. */
    @Override
    public String getMessage() {
        String wrong = String.valueOf(super.getMessage());
        return correction == null ? wrong : correction.joinedTo(wrong);
    }

    int position() {
        return position;
    }

    int read() {
        return read;
    }

    /** What would be right at the place; empty where nobody knows. */
    Optional<Correction> correction() {
        return Optional.ofNullable(correction);
    }

    /** The same refusal with another correction. */
    InvalidQueryOptionException with(Correction other) {
        return new InvalidQueryOptionException(option, String.valueOf(super.getMessage()), position, read, other);
    }
}
