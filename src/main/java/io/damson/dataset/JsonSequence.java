package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Images one after the other, however they are laid out in lines: what {@code jq '.items[]'} writes. */
final class JsonSequence implements ImageSource {
    private final String name;
    private final JsonParser parser;
    private final JsonItems images;

    JsonSequence(String name, InputStream content, Completeness completeness) throws IOException {
        this.name = name;
        this.parser = DatasetJson.MAPPER.createParser(new Utf8Reader(content));
        this.images = JsonItems.written(name, completeness);
    }

    @Override
    public Optional<ImageItem> next() throws IOException {
        try {
            return parser.nextToken() == null ? Optional.empty() : Optional.of(images.read(parser, 0));
        } catch (JsonProcessingException e) {
            throw JsonMistake.of(name, e);
        } catch (NotUtf8Exception e) {
            throw new DatasetException(name + ":" + e.place(0) + ": " + e.getMessage());
        }
    }
}
