package io.damson.verify.shape;

/**
 * One thing about an answer that the contract does not allow.
 *
 * @param kind what it is about
 * @param text where it is, what was expected and what was found, in one line
 */
public record ShapeFault(Kind kind, String text) {
    /** What a fault is about. */
    public enum Kind {
        /** The operation does not declare the status. */
        STATUS,
        /** The status does not declare the media type. */
        MEDIA_TYPE,
        /** A header that is required is missing. */
        HEADER,
        /** There is a body where none is declared. */
        UNDECLARED_BODY,
        /** The body is no JSON, or does not fit its schema. */
        BODY,
        /** The body has a member that its schema does not declare. */
        UNDECLARED_MEMBER
    }

    @Override
    public String toString() {
        return text;
    }
}
