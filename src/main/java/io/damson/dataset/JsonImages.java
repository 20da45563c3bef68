package io.damson.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON document: an array of images, or an object with one, {@code images} (what people write) or {@code items} (what the API
 * answers, which may have members that are not known here, and whose array may be null).
 */
final class JsonImages implements ImageSource {
    /** Of what stands beside the images, what is read. */
    static final Set<String> MEMBERS = Set.of("$schema", "tenant", "apiKeys", "sandbox");

    private static final String IMAGES = "images";
    private static final String ITEMS = "items";
    private static final String NEEDED =
            "an array of images is needed, or an object whose member images or items is one";

    private final String name;
    private final JsonParser parser;
    private final JsonItems written;
    private final JsonItems printed;
    private final Map<String, FileMember> members = new LinkedHashMap<>();
    private Optional<String> array = Optional.empty();
    private boolean begun;
    private boolean inArray;

    JsonImages(String name, InputStream content, Completeness completeness) throws IOException {
        this.name = name;
        this.parser = DatasetJson.MAPPER.createParser(new Utf8Reader(content));
        this.written = JsonItems.written(name, completeness);
        this.printed = JsonItems.printed(name, completeness);
    }

    /** Whether an object with such a member is a document, and not an image. */
    static boolean isOfDocument(String member) {
        return member.equals(IMAGES) || member.equals(ITEMS) || MEMBERS.contains(member);
    }

    @Override
    public Optional<ImageItem> next() throws IOException {
        try {
            if (!begun) {
                begin();
            }
            if (inArray) {
                if (parser.nextToken() != JsonToken.END_ARRAY) {
                    return Optional.of((isPage() ? printed : written).read(parser, 0));
                }
                inArray = false;
                end();
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw JsonMistake.of(name, e);
        } catch (NotUtf8Exception e) {
            throw new DatasetException(name + ":" + e.place(0) + ": " + e.getMessage());
        }
    }

    /** Goes to the array of images. */
    private void begin() throws IOException {
        begun = true;
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new DatasetException(name + ": the file is empty; " + NEEDED);
        } else if (token == JsonToken.START_ARRAY) {
            inArray = true;
        } else if (token == JsonToken.START_OBJECT) {
            readMembers();
        } else {
            throw error(NEEDED);
        }
    }

    /** Reads up to the array of images, or to the end where that has been read. */
    private void readMembers() throws IOException {
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            String place = place();
            parser.nextToken();
            if (member.equals(IMAGES) || member.equals(ITEMS)) {
                beginArray(member);
                if (inArray) {
                    return;
                }
            } else if (MEMBERS.contains(member)) {
                members.put(member, new FileMember(place, parser.readValueAsTree()));
            } else {
                members.put(member, new FileMember(place, MissingNode.getInstance()));
                parser.skipChildren();
            }
        }
        if (array.isEmpty()) {
            throw error(NEEDED);
        }
        requireEnd();
    }

    private void beginArray(String member) throws IOException {
        if (array.isPresent()) {
            throw error("there are images and items; one of them is enough");
        }
        array = Optional.of(member);
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            inArray = true;
        } else if (!isPage() || parser.currentToken() != JsonToken.VALUE_NULL) {
            throw error(member + " is an array of images");
        }
    }

    private void end() throws IOException {
        if (array.isPresent()) {
            readMembers();
        } else {
            requireEnd();
        }
    }

    private void requireEnd() throws IOException {
        String place;
        try {
            if (parser.nextToken() == null) {
                return;
            }
            place = place();
        } catch (JsonProcessingException e) {
            place = name + ":" + JsonMistake.place(e, 0);
        }
        throw new DatasetException(place + ": the file goes on after its end");
    }

    @Override
    public Map<String, FileMember> members() {
        return members;
    }

    @Override
    public boolean isPage() {
        return array.filter(ITEMS::equals).isPresent();
    }

    private String place() {
        return name + ":" + parser.currentTokenLocation().getLineNr() + ":"
                + parser.currentTokenLocation().getColumnNr();
    }

    private DatasetException error(String reason) {
        return new DatasetException(place() + ": " + reason);
    }
}
