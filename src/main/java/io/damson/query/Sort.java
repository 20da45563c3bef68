package io.damson.query;

/** A key of an order: {@code orderbyItem} of the OData ABNF. Nulls come first ascending, last descending (Protocol 11.2.6.2). */
public record Sort(ImageProperty property, Direction direction) {
    /** Which values come first. */
    public enum Direction {
        ASC,
        DESC
    }
}
