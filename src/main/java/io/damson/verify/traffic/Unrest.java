package io.damson.verify.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.verify.relation.Row;
import java.util.List;

/** What shows that others change an account's images too: chance may then explain what nobody witnesses. Not thread-safe. */
final class Unrest {
    private static final List<String> URLS =
            List.of("originalUrl", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl");

    private boolean isRestless;
    private boolean isRestored;
    private boolean isLosing;

    /** Others have changed images. */
    void changed() {
        isRestless = true;
    }

    /** Others have made images what they were before, as the reset of a mock does. */
    void restored() {
        isRestored = true;
    }

    /** What looked like that was a deleted image that had come back alone. */
    void notRestored() {
        isRestored = false;
    }

    /** An image is gone, perhaps, although nothing was deleted since it was seen. */
    void lost() {
        isLosing = true;
    }

    /** Whether images are gone without a delete: then a delete is not to blame for the loss of another image either. */
    boolean isLosing() {
        return isLosing;
    }

    /** Whether it was seen that others change images, and not only that they may have made one what it was. */
    boolean isChanged() {
        return isRestless;
    }

    boolean isRestless() {
        return isRestless || isRestored;
    }

    /** Whether others make images what they were: that one is seen again as it was says nothing then. */
    boolean isRestored() {
        return isRestored;
    }

    /** The image without what may be signed anew in each response: the queries of its URLs. */
    static JsonNode unsigned(Row row) {
        if (!(row.json() instanceof ObjectNode json) || URLS.stream().noneMatch(member -> isSigned(json, member))) {
            return row.json();
        }
        ObjectNode copy = json.deepCopy();
        URLS.stream()
                .filter(member -> isSigned(json, member))
                .forEach(member -> copy.put(member, json.path(member).asText().replaceFirst("\\?.*", "")));
        return copy;
    }

    private static boolean isSigned(JsonNode json, String member) {
        return json.path(member).isTextual() && json.path(member).asText().indexOf('?') >= 0;
    }
}
