package io.damson.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.damson.image.Image;
import io.damson.tenant.ApiKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Writes a file of the mock, an image a line, in constant memory; what is not finished is no JSON. Not thread-safe. */
public final class MockDataWriter {
    private final ImageWriter json;
    private String separator = "\n    ";

    /**
     * Begins a file.
     *
     * @param bytes stays open
     */
    public MockDataWriter(OutputStream bytes, DataHeader header) throws IOException {
        json = new ImageWriter(bytes);
        json.writeRaw("{\n  \"tenant\": " + text(header.tenant().value()) + ",\n  \"apiKeys\": "
                + header.apiKeys().stream()
                        .map(ApiKey::reveal)
                        .map(MockDataWriter::text)
                        .toList()
                + (header.sandbox() ? ",\n  \"sandbox\": true" : "") + ",\n  \"images\": [");
    }

    private static String text(String value) {
        try {
            return DatasetJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("every text is JSON", e);
        }
    }

    /**
     * Writes the next image.
     *
     * @param processingFor how long it is still being processed; empty where it is not, or nobody knows
     */
    public void write(Image image, Optional<Duration> processingFor) throws IOException {
        separate();
        json.write(image, processingFor);
    }

    /** Writes the next image, which is JSON already. */
    void write(String image) throws IOException {
        separate();
        json.writeRaw(image);
    }

    private void separate() throws IOException {
        json.writeRaw(separator);
        separator = ",\n    ";
    }

    /** Ends the file. */
    public void finish() throws IOException {
        json.writeRaw("\n  ]\n}\n");
        json.flush();
    }
}
