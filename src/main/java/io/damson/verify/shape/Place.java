package io.damson.verify.shape;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A place in a contract's document. References on the way to it are followed, so that its pointer is where the thing stands. */
record Place(JsonNode document, JsonPointer pointer) {

    JsonNode node() {
        return document.at(pointer);
    }

    /** A member, or what it refers to. */
    Optional<Place> child(String name) {
        return node().has(name)
                ? Optional.of(new Place(document, pointer.appendProperty(name)).followed())
                : Optional.empty();
    }

    /** The members of a member, or of what it refers to, in the order of the document; none where it is missing. */
    Map<String, Place> members(String name) {
        Map<String, Place> members = new LinkedHashMap<>();
        child(name)
                .ifPresent(owner -> owner.node()
                        .fieldNames()
                        .forEachRemaining(
                                member -> owner.child(member).ifPresent(place -> members.put(member, place))));
        return members;
    }

    /** The pointer as a fragment of a URI (RFC 6901, 6). */
    String fragment() {
        return Arrays.stream(pointer.toString().split("/", -1))
                .map(Percent::encode)
                .collect(Collectors.joining("/"));
    }

    private Place followed() {
        JsonNode reference = node().path("$ref");
        if (!reference.isTextual()) {
            return this;
        }
        String target = reference.textValue();
        if (!target.startsWith("#/")) {
            throw new IllegalArgumentException(
                    "Only references within the document are supported, not " + target + " at " + pointer);
        }
        Place place = new Place(
                document, JsonPointer.compile(URLDecoder.decode(target.substring(1), StandardCharsets.UTF_8)));
        if (place.node().isMissingNode()) {
            throw new IllegalArgumentException("The document has no " + target + ", which stands at " + pointer);
        }
        return place.followed();
    }
}
