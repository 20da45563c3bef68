package io.damson.mock.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateTimeDeserializer;
import java.io.IOException;
import java.time.LocalDateTime;

/** A date-time as a text; Jackson's own reader takes numbers and arrays, too. */
final class DateTimeReader extends StdScalarDeserializer<LocalDateTime> {
    private static final long serialVersionUID = 1L;

    DateTimeReader() {
        super(LocalDateTime.class);
    }

    @Override
    public LocalDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getText().isBlank()) {
            context.reportInputMismatch(LocalDateTime.class, "no text, or an empty one");
        }
        return LocalDateTimeDeserializer.INSTANCE.deserialize(parser, context);
    }
}
