package io.damson.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What has to be there of an image in a file. */
public enum Completeness {
    /** All that the contract prints and that may not be null. */
    WHOLE {
        @Override
        Set<String> required() {
            return NOT_NULL;
        }

        @Override
        ObjectNode complete(ObjectNode image) {
            return image;
        }
    },

    /** Its name; what else may not be null is made up, the same each time. */
    REFERENCE {
        @Override
        Set<String> required() {
            return NAME;
        }

        @Override
        ObjectNode complete(ObjectNode image) {
            MADE_UP.properties().forEach(member -> image.putIfAbsent(member.getKey(), member.getValue()));
            return image;
        }
    };

    private static final Set<String> NAME = Set.of("reference");
    private static final Set<String> NOT_NULL =
            Set.of("reference", "numLinks", "status", "modifiedOn", "width", "height", "sizeInBytes");
    private static final ObjectNode MADE_UP = JsonNodeFactory.instance
            .objectNode()
            .put("numLinks", 0)
            .put("status", "Ok")
            .put("modifiedOn", "2024-01-01T00:00:00")
            .put("width", 800)
            .put("height", 600)
            .put("sizeInBytes", 480_000);

    /** The members that have to be there. */
    abstract Set<String> required();

    /** The same image, to which what is made up has been added. */
    abstract ObjectNode complete(ObjectNode image);
}
