package io.damson.mock.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.damson.http.Json;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;

/** JSON of the control API: what is not there is not printed; what is read has the types of the contract, and stands in one object. */
public final class ControlJson {
    /** Thread-safe, not to be reconfigured. */
    static final ObjectMapper MAPPER = strict(Json.mapper().copy());

    private ControlJson() {}

    private static ObjectMapper strict(ObjectMapper mapper) {
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .registerModule(new SimpleModule().addDeserializer(LocalDateTime.class, new DateTimeReader()));
        for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Textual)) {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
                mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
            }
        }
        // A number is a number without a point too.
        mapper.coercionConfigFor(LogicalType.Float).setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
        return mapper;
    }

    /**
     * The body of a request.
     *
     * @throws io.damson.http.ProblemException with the place and the rule, if it is no JSON, or not as the contract has it
     */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            return Scope.body(body.length == 0 ? null : MAPPER.readValue(body, type));
        } catch (IOException e) {
            throw BodyCheck.refusal(e);
        }
    }

    /** The body of a response. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the contract declares can be printed", e);
        }
    }
}
