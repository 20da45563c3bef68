package io.damson.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.damson.image.Durations;
import io.damson.image.Image;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes images as newline-delimited JSON: the members in the order of the contract, so that the same images are the same bytes. */
public final class ImageWriter implements Closeable {
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final JsonGenerator json;

    /** Onto a stream that is closed with this. */
    public ImageWriter(OutputStream bytes) throws IOException {
        json = JsonMapper.builder(JsonFactory.builder()
                        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                        .build())
                .build()
                .createGenerator(bytes)
                .setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    /** Writes an image and the end of its line. */
    public void write(Image image) throws IOException {
        write(image, Optional.empty());
        json.writeRaw('\n');
    }

    /** Writes an image, and beside its members how long it is still being processed, where that is known. */
    void write(Image image, Optional<Duration> processingFor) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", image.id());
        json.writeStringField("reference", image.reference().value());
        json.writeNumberField("numLinks", image.numLinks());
        json.writeStringField("status", image.status().code());
        json.writeStringField("modifiedOn", DATE_TIME.format(image.modifiedOn()));
        json.writeStringField("fileType", image.fileType());
        LocalDateTime createdOn = image.createdOn();
        json.writeStringField("createdOn", createdOn == null ? null : DATE_TIME.format(createdOn));
        writeTags(image.tags());
        json.writeStringField("originalUrl", image.originalUrl());
        json.writeStringField("thumbnailUrl", image.thumbnailUrl());
        json.writeStringField("thumbnailMediumUrl", image.thumbnailMediumUrl());
        json.writeStringField("thumbnailPreviewUrl", image.thumbnailPreviewUrl());
        json.writeNumberField("width", image.width());
        json.writeNumberField("height", image.height());
        json.writeNumberField("sizeInBytes", image.sizeInBytes());
        if (processingFor.isPresent()) {
            json.writeStringField("processingFor", Durations.print(processingFor.get()));
        }
        json.writeEndObject();
    }

    /** Writes what stands around images. */
    void writeRaw(String text) throws IOException {
        json.writeRaw(text);
    }

    private void writeTags(@Nullable List<String> tags) throws IOException {
        json.writeFieldName("tags");
        if (tags == null) {
            json.writeNull();
        } else {
            json.writeArray(tags.toArray(String[]::new), 0, tags.size());
        }
    }

    void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
