package io.damson.verify.shape;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a JSON body must be: well-formed UTF-8 JSON (RFC 8259) that is valid against a schema. */
final class BodySchema {
    private static final int SHOWN = 80;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final Schema schema;

    BodySchema(Schema schema) {
        this.schema = schema;
    }

    List<ShapeFault> faults(byte[] body) {
        JsonNode value;
        try {
            value = JSON.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return List.of(new ShapeFault(ShapeFault.Kind.BODY, "body: is not UTF-8"));
        } catch (JsonProcessingException e) {
            return List.of(
                    new ShapeFault(ShapeFault.Kind.BODY, "body: is not well-formed JSON: " + e.getOriginalMessage()));
        }
        if (value.isMissingNode()) {
            return List.of(new ShapeFault(ShapeFault.Kind.BODY, "body: is empty, JSON expected"));
        }
        return schema.validate(value).stream().map(BodySchema::fault).toList();
    }

    private static ShapeFault fault(Error error) {
        JsonNode found = error.getInstanceNode();
        String shown = found != null && found.isValueNode() ? " (found " + shortened(found.toString()) + ")" : "";
        return new ShapeFault(
                error.getKeyword().equals("additionalProperties")
                        ? ShapeFault.Kind.UNDECLARED_MEMBER
                        : ShapeFault.Kind.BODY,
                ("body " + error.getInstanceLocation()).strip() + ": " + error.getMessage() + shown);
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
