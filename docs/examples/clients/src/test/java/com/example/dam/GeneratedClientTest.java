package com.example.dam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.dam.client.ApiClient;
import com.example.dam.client.ApiException;
import com.example.dam.client.ImagesApi;
import com.example.dam.client.model.Image;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated client and the mock agree about images whose names go wrong in clients. */
class GeneratedClientTest {
    private static final ImagesApi IMAGES = images();

    record Selection(String filter, List<String> selects) {}

    private static ImagesApi images() {
        String key = "sandbox-java-" + UUID.randomUUID();
        ApiClient client = new ApiClient();
        client.updateBaseUri(Optional.ofNullable(System.getenv("DAMSON_URL")).orElse("http://127.0.0.1:8080"));
        client.setRequestInterceptor(request -> request.header("X-API-KEY", key));
        return new ImagesApi(client);
    }

    private static List<Image> listed(ImagesApi images, String filter) throws ApiException {
        return images.listImages(filter, "id", 100, 0).getItems();
    }

    private static List<String> names(List<Image> images) {
        return images.stream().map(Image::getReference).toList();
    }

    static List<Selection> filters() throws Exception {
        return List.of(new ObjectMapper().readValue(new File("filters.json"), Selection[].class));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilterSelectsWhatItMeans(Selection selection) throws ApiException {
        assertEquals(selection.selects(), names(listed(IMAGES, selection.filter())));
    }

    @Test
    void everyImageIsFoundByItsName() throws ApiException {
        List<Image> all = listed(IMAGES, null);
        assertEquals(29, all.size());
        for (Image image : all) {
            assertEquals(image, IMAGES.getImage(image.getReference()));
            String literal = "'" + image.getReference().replace("'", "''") + "'";
            assertEquals(List.of(image), listed(IMAGES, "reference eq " + literal));
        }
    }

    /** The images of this test alone: what others read is not what it deletes. */
    @Test
    void aDeleteTakesOneImageAwayAndNoOther() throws ApiException {
        ImagesApi images = images();
        List<Image> left = new ArrayList<>(listed(images, null));
        assertEquals(29, left.size());
        for (Image image : List.copyOf(left)) {
            if ("Re".equals(image.getStatus().getValue())) {
                assertEquals(409, refusal(images, image.getReference()));
            } else {
                images.deleteImage(image.getReference());
                assertEquals(404, refusal(images, image.getReference()));
                left.remove(image);
            }
            assertEquals(left, listed(images, null));
        }
    }

    private static int refusal(ImagesApi images, String reference) {
        return assertThrows(ApiException.class, () -> images.deleteImage(reference)).getCode();
    }
}
