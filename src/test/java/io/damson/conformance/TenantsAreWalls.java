package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.damson.http.PercentEncoding;
import io.damson.image.Image;
import io.damson.query.Images;
import io.damson.store.DatabaseConfiguration;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Each operation with the keys of two tenants on a hundred images of the other one. Their ids are the same, some of their references
 * too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TenantsAreWalls {
    private static final int OWN = 110;
    private static final int SHARED = 20;
    private static final String LEFT = "left";
    private static final String RIGHT = "right";
    private static final String DELETING = "deleting";
    private static final String OTHER = "other";
    private static final String NOBODYS = "never was";

    /** What differs from answer to answer. */
    private static final Set<String> CHANGING = Set.of("date", "x-request-id", "content-length");

    private final DatabaseConfiguration configuration;
    private final List<Image> left = Images.random(OWN + SHARED, 1);
    private final List<Image> right = Stream.concat(
                    Images.random(OWN, 2).stream(), left.subList(OWN, OWN + SHARED).stream())
            .toList();
    private final Set<String> keys = Set.of(LEFT, RIGHT);

    /** Of other tenants, so that the order of the tests does not matter. */
    private final List<Image> shared = left.subList(OWN, OWN + SHARED);

    private ServedTenants served;

    TenantsAreWalls(DatabaseConfiguration configuration) {
        this.configuration = configuration;
    }

    @BeforeAll
    void start() {
        served = new ServedTenants(configuration, Map.of(LEFT, left, RIGHT, right, DELETING, shared, OTHER, shared));
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private static Set<String> references(List<Image> images) {
        return images.stream().map(image -> image.reference().value()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> own(String key) {
        return references(key.equals(LEFT) ? left : right);
    }

    /** The references of images that the other tenant has alone. */
    private List<String> foreign(String key) {
        Set<String> foreign = references(key.equals(LEFT) ? right : left);
        foreign.removeAll(own(key));
        assertThat(foreign).hasSizeGreaterThanOrEqualTo(100);
        return List.copyOf(foreign);
    }

    private HttpResponse<String> ask(String method, String target, String key) {
        return served.send(method, target, key).join();
    }

    private static JsonNode json(String body) {
        try {
            return Orderly.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    /** Everything that an answer tells a client, with one reference in place of the one that was asked for. */
    private static Map<String, Object> told(HttpResponse<String> answer, String reference) {
        Map<String, Object> told = new TreeMap<>(answer.headers().map());
        told.keySet().removeAll(CHANGING);
        told.put(":status", answer.statusCode());
        if (!answer.body().isEmpty()) {
            JsonNode body = json(answer.body());
            body.properties()
                    .forEach(member -> told.put(
                            "body " + member.getKey(), member.getValue().asText()));
            told.put("body detail", body.path("detail").asText().replace(reference, NOBODYS));
            told.put(
                    "body instance",
                    body.path("instance").asText().replace(PercentEncoding.encode(reference), NOBODYS));
        }
        return told;
    }

    private List<JsonNode> everything(String key, String order) {
        List<JsonNode> all = new ArrayList<>();
        for (int skip = 0; skip < OWN + SHARED; skip += 100) {
            String target = "/images?$skip=" + skip + "&$orderby=" + order;
            json(ask("GET", target, key).body()).path("items").forEach(all::add);
        }
        return all;
    }

    @Test
    void aForeignImageIsAsUnknownAsOneThatNeverWas() {
        Map<String, List<JsonNode>> before = keys.stream().collect(Collectors.toMap(k -> k, this::byId));
        for (String key : keys) {
            for (String reference : foreign(key)) {
                for (String method : List.of("GET", "HEAD", "DELETE", "OPTIONS", "PUT")) {
                    Map<String, Object> foreign = told(ask(method, path(reference), key), reference);
                    assertThat(foreign)
                            .as("%s of %s", method, reference)
                            .isEqualTo(told(ask(method, path(NOBODYS), key), NOBODYS))
                            .containsEntry(
                                    ":status", method.equals("OPTIONS") ? 204 : method.equals("PUT") ? 405 : 404);
                }
            }
        }
        keys.forEach(key -> assertThat(byId(key)).isEqualTo(before.get(key)));
    }

    private static String path(String reference) {
        return "/images(" + PercentEncoding.encode(reference) + ")";
    }

    private List<JsonNode> byId(String key) {
        return everything(key, "id");
    }

    @Test
    void noListHasAForeignImage() {
        for (String key : keys) {
            Set<String> own = own(key);
            for (String reference : foreign(key)) {
                String text = PercentEncoding.encode("'" + reference.replace("'", "''") + "'");
                assertThat(listed("reference%20eq%20" + text, key)).isEmpty();
                assertThat(listed("reference%20in%20(" + text + ")", key)).isEmpty();
                assertThat(listed("contains(reference," + text + ")%20or%20id%20lt%203", key))
                        .isNotEmpty()
                        .isSubsetOf(own);
            }
            for (String order : List.of("id", "reference", "status", "fileType%20desc", "sizeInBytes", "createdOn")) {
                assertThat(everything(key, order))
                        .extracting(image -> image.path("reference").textValue())
                        .containsExactlyInAnyOrderElementsOf(own);
            }
        }
    }

    private Set<String> listed(String filter, String key) {
        HttpResponse<String> answer = ask("GET", "/images?$filter=" + filter, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new TreeSet<>(json(answer.body()).path("items").findValuesAsText("reference"));
    }

    @Test
    void aDeleteOfAReferenceThatBothHaveDeletesOneImage() {
        List<Image> free =
                shared.stream().filter(image -> !image.status().isInProcess()).toList();
        assertThat(free).hasSizeGreaterThan(5);
        for (Image image : free) {
            String path = ServedTenants.path(image);
            String before = ask("GET", path, OTHER).body();
            assertThat(ask("DELETE", path, DELETING).statusCode()).isEqualTo(204);
            assertThat(ask("GET", path, DELETING).statusCode()).isEqualTo(404);
            assertThat(ask("GET", path, OTHER).body()).isEqualTo(before).contains("\"id\":" + image.id());
        }
    }
}
