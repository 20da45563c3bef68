package io.damson.conformance;

import static io.restassured.RestAssured.given;

import io.damson.image.Image;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What other tests have left of the images that a server began with. */
record Deletions(String key, List<Image> before) {
    List<Image> left(String url) {
        Set<Long> ids = new HashSet<>();
        for (int skip = 0; skip < before.size(); skip += 100) {
            ids.addAll(given().urlEncodingEnabled(false)
                    .header("X-API-KEY", key)
                    .get(url + "/images?$skip=" + skip)
                    .jsonPath()
                    .getList("items.id", Long.class));
        }
        return before.stream().filter(image -> ids.contains(image.id())).toList();
    }
}
