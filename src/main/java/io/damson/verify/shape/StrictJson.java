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

/**
 * A body as JSON (RFC 8259), read strictly.
 *
 * @param value the value; a missing node where it is none
 * @param fault what keeps it from being well-formed UTF-8 JSON in which each name comes once; empty where nothing does
 */
record StrictJson(JsonNode value, String fault) {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    static StrictJson of(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
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
}
