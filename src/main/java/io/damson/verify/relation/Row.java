package io.damson.verify.relation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.dataset.ImageRecord;
import io.damson.image.Image;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image as the server prints it. Two of the same values are equal, in whatever order their members come.
 *
 * @param json the documented members that it has: what others there are is the server's own affair
 * @param image what it means; empty where that cannot be told, which the shape of the answer says more about
 */
public record Row(JsonNode json, Optional<Image> image) {
    /** None at all. */
    static final Row NONE = new Row(MissingNode.getInstance(), Optional.empty());

    /** The row of an item of a list, or of an image. */
    public static Row of(JsonNode json) {
        return new Row(documented(json), image(json));
    }

    /** @param known an image that need not be understood again where it comes as before */
    public static Row of(JsonNode json, @Nullable Row known) {
        return known != null && known.json().equals(documented(json)) ? known : of(json);
    }

    private static JsonNode documented(JsonNode json) {
        return json instanceof ObjectNode object ? ImageRecord.known(object) : json;
    }

    private static Optional<Image> image(JsonNode json) {
        try {
            return Optional.of(ImageRecord.printed(json));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its name; empty text where it has none. */
    public String reference() {
        return json.path("reference").asText();
    }
}
