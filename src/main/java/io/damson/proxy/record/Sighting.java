package io.damson.proxy.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.damson.dataset.ImageRecord;
import io.damson.http.Json;
import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.rest.BasePath;
import io.damson.rest.ImagePath;
import io.damson.verify.traffic.Decoded;
import io.damson.verify.traffic.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a passage shows of a tenant's images.
 *
 * @param images those that are there
 * @param missing the one that is not there; empty where the passage says nothing of that
 * @param at from when on, by {@link System#nanoTime}
 * @param refused for each row that is no image, why
 */
record Sighting(List<Image> images, Optional<ImageReference> missing, long at, List<String> refused) {
    private static final BasePath ROOT = new BasePath("/");

    /** What the passage shows; empty where it shows nothing. */
    static Optional<Sighting> of(Passage passage) {
        int question = passage.target().indexOf('?');
        String path = question < 0 ? passage.target() : passage.target().substring(0, question);
        return ROOT.imagePath(path)
                .flatMap(image ->
                        of(passage, image, question < 0 ? "" : passage.target().substring(question + 1)));
    }

    private static Optional<Sighting> of(Passage passage, ImagePath path, String query) {
        if (passage.method().equals("DELETE")
                && passage.status() == 204
                && path.reference().isPresent()) {
            // It is gone when the response comes; whoever saw it since the request began may have seen it before.
            return Optional.of(missing(path.reference().get(), passage.ended()));
        }
        if (!passage.method().equals("GET")) {
            return Optional.empty();
        }
        if (passage.status() == 404 && path.reference().isPresent() && isJson(passage)) {
            return Optional.of(missing(path.reference().get(), passage.begun()));
        }
        if (passage.status() != 200 || !passage.isWhole() || isOfParts(query)) {
            return Optional.empty();
        }
        return Decoded.of(passage).flatMap(body -> of(body, path.reference(), passage.begun()));
    }

    private static Sighting missing(ImageReference reference, long at) {
        return new Sighting(List.of(), Optional.of(reference), at, List.of());
    }

    /** A 404 of something in between, such as a page of HTML while the service is deployed, says nothing of an image. */
    private static boolean isJson(Passage passage) {
        return passage.field("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).matches("application/(problem\\+)?json *(;.*)?"))
                .isPresent();
    }

    /** Whether the images may lack members (OData: {@code $select}), which a server beyond the contract may offer. */
    private static boolean isOfParts(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(option -> option.split("=", 2)[0])
                .map(name -> PercentEncoding.decodeQuery(name).orElse(name).toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("$select") || name.equals("select"));
    }

    private static Optional<Sighting> of(byte[] body, Optional<ImageReference> reference, long at) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(body);
        } catch (IOException e) {
            return Optional.of(new Sighting(List.of(), Optional.empty(), at, List.of("the body is no JSON")));
        }
        JsonNode items = json.path("items");
        if (reference.isEmpty() && !items.isArray()) {
            return Optional.of(new Sighting(List.of(), Optional.empty(), at, List.of("the body has no items")));
        }
        List<Image> images = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (JsonNode item : reference.isPresent() ? List.of(json) : items) {
            try {
                images.add(ImageRecord.printed(item));
            } catch (IllegalArgumentException e) {
                refused.add(String.valueOf(e.getMessage()));
            }
        }
        return Optional.of(new Sighting(images, Optional.empty(), at, refused));
    }
}
