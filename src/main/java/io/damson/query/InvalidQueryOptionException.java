package io.damson.query;

/** The text of a query option that is not the documented subset of OData, or that is beyond a bound. */
public final class InvalidQueryOptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * @param option the option's name as the contract writes it, such as {@code $filter}
     * @param message what is wrong, where, and what would be right, for the caller to read
     */
    public InvalidQueryOptionException(String option, String message) {
        super(message, null, false, false); // an answer, not a failure of ours: nobody reads its stack
        this.option = option;
    }

    /** The option's name as the contract writes it. */
    public String option() {
        return option;
    }

    /** What is wrong, where, and what would be right. Not null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
