package io.damson.query;

/** Anything that has a value for an image: a {@code commonExpr} of the OData ABNF. */
public sealed interface Expression permits Filter, Property, Literal {

    /** The type of the value. */
    Type type();

    /** The word that messages use for its type, more exact than the type itself where it can be. */
    default String typeTitle() {
        return type().title();
    }

    /** Calls the visitor's method for this kind of expression. */
    <R> R accept(Visitor<R> visitor);

    /** A case for each kind of expression. */
    interface Visitor<R> {
        /** An image's own value. */
        R property(Property property);

        /** A string constant. */
        R string(Literal.StringLiteral literal);

        /** A number constant. */
        R number(Literal.NumberLiteral literal);

        /** A date-time constant. */
        R dateTime(Literal.DateTimeLiteral literal);

        /** The constant {@code null}. */
        R nullLiteral(Literal.NullLiteral literal);

        /** A boolean expression, {@code true} and {@code false} among them. */
        R filter(Filter filter);
    }
}
