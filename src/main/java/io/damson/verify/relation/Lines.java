package io.damson.verify.relation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Texts of a file: a list of them, or one text with a line for each. */
final class Lines extends StdDeserializer<List<String>> {
    private static final long serialVersionUID = 1L;

    Lines() {
        super(List.class);
    }

    @Override
    public List<String> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return read(parser, context);
    }

    /** The texts that begin where the parser is. */
    static List<String> read(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            return parser.getText().lines().toList();
        }
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!parser.currentToken().isScalarValue()) {
                return context.reportInputMismatch(List.class, "a text is needed");
            }
            texts.add(parser.getText());
        }
        return List.copyOf(texts);
    }

    @Override
    public Object getEmptyValue(DeserializationContext context) {
        return List.of();
    }
}
