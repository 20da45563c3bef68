package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** A JSON document: an array of images, or an object whose member {@code images} is one; its other members are passed over. */
final class JsonImages implements ImageSource {
    private final String name;
    private final JsonParser parser;
    private boolean begun;
    private boolean inArray;

    JsonImages(String name, InputStream content) throws IOException {
        this.name = name;
        this.parser = DatasetJson.MAPPER.createParser(Utf8.reader(content));
    }

    @Override
    public Optional<ImageItem> next() throws IOException {
        try {
            if (!begun) {
                begin();
            }
            if (inArray && parser.nextToken() != JsonToken.END_ARRAY) {
                return Optional.of(item(name, parser));
            }
            end();
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw error(DatasetJson.reason(e));
        } catch (CharacterCodingException e) {
            throw error("not valid UTF-8, here or a little later");
        }
    }

    /** Goes to the array of images. */
    private void begin() throws IOException {
        begun = true;
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            token = memberImages();
        }
        if (token != JsonToken.START_ARRAY) {
            throw error("an array of images is needed, or an object whose member images is one");
        }
        inArray = true;
    }

    private JsonToken memberImages() throws IOException {
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (member.equals("images")) {
                return value;
            }
            parser.skipChildren();
        }
        return JsonToken.END_OBJECT;
    }

    /** Reads what follows the array: what is broken there is broken too. */
    private void end() throws IOException {
        inArray = false;
        while (parser.nextToken() != null) {
            if (parser.currentToken().isStructStart()
                    && parser.getParsingContext().getParent().inRoot()) {
                throw error("the file goes on after its end");
            }
        }
    }

    /** The element of an array that the parser stands at. */
    static ImageItem item(String name, JsonParser parser) throws IOException {
        String place = name + ":" + parser.currentTokenLocation().getLineNr();
        try {
            return new ImageItem.Taken(place, ImageRecord.of(parser.readValueAsTree()));
        } catch (IllegalArgumentException e) {
            return new ImageItem.Refused(place, String.valueOf(e.getMessage()));
        }
    }

    private DatasetException error(String reason) {
        return new DatasetException(name + ":" + parser.currentLocation().getLineNr() + ": " + reason);
    }
}
