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
    @Override
    DamsonProcess start(List<Image> images) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("tenant", "naughty");
        data.putArray("apiKeys").add(KEY);
        ArrayNode array = data.putArray("images");
        for (Image image : images) {
            array.addObject()
                    .put("id", image.id())
                    .put("reference", image.reference().value())
                    .put("status", image.status().code())
                    .put("modifiedOn", "2024-04-05T12:00:00")
                    .put("fileType", image.fileType())
                    .put("numLinks", 0)
                    .put("width", 0)
                    .put("height", 0)
                    .put("sizeInBytes", 0);
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
