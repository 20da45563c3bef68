package io.damson.store;

import io.damson.query.ImageProperty;
import java.util.Arrays;
import java.util.stream.Stream;

/** The documented orders. */
final class Orders {
    private Orders() {}

    /** By each property that can be sorted, both directions. */
    static Stream<String> all() {
        return Arrays.stream(ImageProperty.values())
                .filter(ImageProperty::isSortable)
                .flatMap(property -> Stream.of(property.propertyName(), property.propertyName() + " desc"));
    }
}
