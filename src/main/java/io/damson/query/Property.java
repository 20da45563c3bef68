package io.damson.query;

/** An image's own value as an operand: {@code propertyPathExpr} of the OData ABNF, without a path. */
public record Property(ImageProperty property) implements Expression {
    @Override
    public Type type() {
        return property.type();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.property(this);
    }
}
