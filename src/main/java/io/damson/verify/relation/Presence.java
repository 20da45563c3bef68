package io.damson.verify.relation;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import io.damson.query.ImageProperty;

/** Whether something has to be there. */
enum Presence {
    /** It may or may not. */
    @JsonEnumDefaultValue
    EITHER,
    /** It has to be. */
    WITH,
    /** It has not to be. */
    WITHOUT;

    /** Whether nulls of the property are there as they have to be. */
    boolean isOf(Probe probe, Values values, ImageProperty property) {
        boolean hasNulls = values.hasNulls(property);
        if (this == WITH && !hasNulls) {
            probe.gap("an image whose " + property.propertyName() + " is null is needed");
        }
        return allows(hasNulls);
    }

    boolean allows(boolean isThere) {
        return this == EITHER || (this == WITH) == isThere;
    }
}
