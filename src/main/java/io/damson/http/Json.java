package io.damson.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalDateTimeSerializer;
import io.damson.contract.ProblemDetails;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** How the contract's models are printed: nulls written out, date-times with their seconds even where they are zero. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule()
                    .addSerializer(
                            LocalDateTime.class,
                            new LocalDateTimeSerializer(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"))))
            .withConfigOverride(
                    ProblemDetails.class,
                    override -> override.setInclude(
                            JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
            .build();

    private Json() {}

    /** The one mapper; thread-safe, not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
