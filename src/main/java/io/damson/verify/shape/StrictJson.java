package io.damson.verify.shape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A body as JSON (RFC 8259), read strictly. Each is equal to itself alone. */
final class StrictJson {
    private static final char REPLACEMENT = '\uFFFD';

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    private final JsonNode value;
    private final String fault;

    private StrictJson(JsonNode value, String fault) {
        this.value = value;
        this.fault = fault;
    }

    /** The value; a missing node where it is none. */
    JsonNode value() {
        return value;
    }

    /** What keeps it from being well-formed UTF-8 JSON in which each name comes once; empty where nothing does. */
    String fault() {
        return fault;
    }

    static StrictJson of(byte[] body) {
        try {
            String text = decoded(body);
            if (text.startsWith("\uFEFF")) {
                return new StrictJson(MissingNode.getInstance(), "body: begins with a byte order mark (RFC 8259, 8.1)");
            }
            // Bytes are read faster, but with a NUL they would be taken for UTF-16.
            JsonNode value = text.indexOf(0) < 0 ? JSON.readTree(body) : JSON.readTree(text);
            return new StrictJson(value, value.isMissingNode() ? "body: is empty, JSON expected" : "");
        } catch (CharacterCodingException e) {
            return new StrictJson(MissingNode.getInstance(), "body: is not UTF-8");
        } catch (JsonProcessingException e) {
            return new StrictJson(
                    MissingNode.getInstance(), "body: is not well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    /** A string is made of bytes much faster than a decoder reads them, but says nothing of those that are malformed. */
    private static String decoded(byte[] body) throws CharacterCodingException {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body))
                        .toString();
    }
}
