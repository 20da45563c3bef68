package io.damson.verify.relation;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.dataset.ImageRecord;
import io.damson.image.Image;
import java.util.Optional;

/**
 * An image as the server prints it.
 *
 * @param image what it means; empty where that cannot be told, which the shape of the answer says more about
 */
record Row(JsonNode json, Optional<Image> image) {
    static Row of(JsonNode json) {
        try {
            return new Row(json, Optional.of(ImageRecord.printed(json)));
        } catch (IllegalArgumentException e) {
            return new Row(json, Optional.empty());
        }
    }

    /** Its name; empty text where it has none. */
    String reference() {
        return json.path("reference").asText();
    }
}
