package io.damson.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.image.Image;
import io.damson.verify.shape.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code damson mock}, on SQLite. */
class NaughtyStringsOnMockIT extends NaughtyStrings {
    private static final List<String> NULL =
            List.of("createdOn", "tags", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl");
    private static final String FILE = "https://cdn.example.com/file.jpg";
    private static final List<String> ZERO = List.of("numLinks", "width", "height", "sizeInBytes");

    @Test
    void withoutMediaUrlsStayAsTheyAreInTheDataAndNothingIsDrawn() {
        JsonNode first = Orderly.json(ask("/images?$top=1")).path("items").path(0);
        assertThat(first.path("originalUrl").textValue()).isEqualTo(FILE);
        Answer media = ask("/media/naughty/th/file.jpg");
        assertThat(media.status()).isEqualTo(404);
        assertThat(Orderly.json(media).path("detail").textValue()).contains("/images");
    }

    @Override
    DamsonProcess start(List<Image> images) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("tenant", "naughty");
        data.putArray("apiKeys").add(KEY);
        ArrayNode array = data.putArray("images");
        for (Image image : images) {
            ObjectNode node = array.addObject()
                    .put("id", image.id())
                    .put("reference", image.reference().value())
                    .put("status", image.status().code())
                    .put("modifiedOn", "2024-04-05T12:00:00")
                    .put("fileType", image.fileType())
                    .put("originalUrl", FILE);
            NULL.forEach(node::putNull);
            ZERO.forEach(member -> node.put(member, 0));
        }
        try {
            Path file = Files.createTempDirectory("naughty").resolve("naughty.json");
            Files.writeString(file, data.toString());
            DamsonProcess mock = DamsonProcess.start("mock", "--no-media", "--data", file.toString());
            Files.delete(file);
            Files.delete(file.getParent());
            return mock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
