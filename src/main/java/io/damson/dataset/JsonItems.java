package io.damson.dataset;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads images where a parser of JSON stands, and remembers where their members are. Not thread-safe. */
final class JsonItems {
    private final String name;
    private final UnaryOperator<ObjectNode> preparation;
    private final List<JsonLocation> members = new ArrayList<>();

    /** As people write them: a member that is not known is wrong. */
    static JsonItems written(String name, Completeness completeness) {
        return new JsonItems(name, completeness::complete);
    }

    /** As an API prints them: members that are not known are passed over. */
    static JsonItems printed(String name, Completeness completeness) {
        return new JsonItems(name, image -> completeness.complete(ImageRecord.known(image)));
    }

    private JsonItems(String name, UnaryOperator<ObjectNode> preparation) {
        this.name = name;
        this.preparation = preparation;
    }

    /**
     * The value that the parser stands at.
     *
     * @param linesBefore how many lines of the file stand before the parser's text
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is no JSON
     */
    ImageItem read(JsonParser parser, long linesBefore) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            JsonNode value = parser.readValueAsTree();
            return new ImageItem.Refused(
                    place(start, linesBefore),
                    "an image is an object with reference, status, …, not "
                            + ImageRecord.abbreviated(value.toString()));
        }
        ObjectNode image = object(parser);
        try {
            return new ImageItem.Taken(placeOfImage(start, linesBefore), ImageRecord.of(preparation.apply(image)));
        } catch (MemberException e) {
            return new ImageItem.Refused(
                    place(location(image, e.member(), start), linesBefore), String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode object(JsonParser parser) throws IOException {
        members.clear();
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
            members.add(parser.currentTokenLocation());
            parser.nextToken();
            image.set(member, value(parser));
        }
        return image;
    }

    /** Most values are none that a whole reader of trees is needed for. */
    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NULL -> NullNode.instance;
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? parser.readValueAsTree()
                        : LongNode.valueOf(parser.getLongValue());
            default -> parser.readValueAsTree();
        };
    }

    private JsonLocation location(ObjectNode image, String member, JsonLocation start) {
        int index = 0;
        for (var names = image.fieldNames(); names.hasNext() && index < members.size(); index++) {
            if (names.next().equals(member)) {
                return members.get(index);
            }
        }
        return start;
    }

    /** A line that begins with an image has no other that does. */
    private String placeOfImage(JsonLocation start, long linesBefore) {
        return start.getColumnNr() == 1 ? name + ":" + (linesBefore + start.getLineNr()) : place(start, linesBefore);
    }

    private String place(JsonLocation location, long linesBefore) {
        return name + ":" + (linesBefore + location.getLineNr()) + ":" + location.getColumnNr();
    }
}
