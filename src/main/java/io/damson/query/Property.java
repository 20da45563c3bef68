package io.damson.query;

/** An image's own value as an operand: {@code propertyPathExpr} of the OData ABNF, without a path. */
public record Property(ImageProperty property) implements Expression {
    @Override
    public Type type() {
        return property.type();
    }

    /** All numbers that an image has are integers. */
    @Override
    public String typeTitle() {
        return type() == Type.NUMBER ? "integer" : type().title();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.property(this);
    }
}
