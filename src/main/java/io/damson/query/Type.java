package io.damson.query;

/** The types of expressions. Two operands have to be of one type; {@link #NULL} agrees with all. */
public enum Type {
    STRING("string"),
    /** Any number: integers and decimals promote to each other (URL Conventions 5.1.1.18). */
    NUMBER("number"),
    DATE_TIME("date-time"),
    BOOLEAN("boolean"),
    /** The type of the literal {@code null}. */
    NULL("null");

    private final String title;

    Type(String title) {
        this.title = title;
    }

    /** The word that messages use for it. */
    public String title() {
        return title;
    }
}
