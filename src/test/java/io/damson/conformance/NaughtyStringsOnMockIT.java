package io.damson.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.image.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code damson mock}, on H2. */
class NaughtyStringsOnMockIT extends NaughtyStrings {
    private static final List<String> NULL =
            List.of("createdOn", "tags", "originalUrl", "thumbnailUrl", "thumbnailMediumUrl", "thumbnailPreviewUrl");
    private static final List<String> ZERO = List.of("numLinks", "width", "height", "sizeInBytes");

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
                    .put("fileType", image.fileType());
            NULL.forEach(node::putNull);
            ZERO.forEach(member -> node.put(member, 0));
        }
        try {
            Path file = Files.createTempDirectory("naughty").resolve("naughty.json");
            Files.writeString(file, data.toString());
            DamsonProcess mock = DamsonProcess.start("mock", "--data", file.toString());
            Files.delete(file);
            Files.delete(file.getParent());
            return mock;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
