package io.damson.conformance;

import io.damson.image.Image;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What other tests have left of the images that a server began with. */
record Deletions(String key, List<Image> before) {
    List<Image> left(String url) {
        Set<Long> ids = new HashSet<>();
        for (int skip = 0; skip < before.size(); skip += 100) {
            try (Wire wire = Wire.open(url)) {
                wire.send(
                        "GET /images?$skip=" + skip + " HTTP/1.1\r\nHost: localhost\r\nX-API-KEY: " + key + "\r\n\r\n");
                Orderly.json(wire.read("GET"))
                        .path("items")
                        .forEach(image -> ids.add(image.path("id").longValue()));
            }
        }
        return before.stream().filter(image -> ids.contains(image.id())).toList();
    }
}
