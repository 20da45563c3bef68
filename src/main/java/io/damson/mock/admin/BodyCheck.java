package io.damson.mock.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.damson.http.ProblemException;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.CharConversionException;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A body that is no JSON, or not as the contract has it, is a 400 that says where. */
final class BodyCheck implements ReaderInterceptor {
    /** The types of the contract in words. */
    private static final Map<Class<?>, String> NEEDED = Map.of(
            Integer.class, "a whole number",
            Double.class, "a number",
            String.class, "a string",
            LocalDateTime.class, "a date-time like 2024-04-05T08:44:33");

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (JsonProcessingException | CharConversionException e) {
            throw refusal(e);
        }
    }

    /** The problem of a body that cannot be read. */
    static ProblemException refusal(IOException unread) {
        return ProblemException.invalid(
                "body",
                unread instanceof JsonProcessingException broken
                        ? reason(broken)
                        : "one JSON object is needed, in UTF-8"); // of a body that begins like UTF-32
    }

    private static String reason(JsonProcessingException broken) {
        if (broken instanceof UnrecognizedPropertyException unknown) {
            return "\"" + unknown.getPropertyName() + "\" is not a member; there are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (broken instanceof JsonMappingException mismatch
                && !mismatch.getPath().isEmpty()) {
            return mismatch.getPath().stream()
                            .map(JsonMappingException.Reference::getFieldName)
                            .collect(Collectors.joining("."))
                    + allowed(mismatch)
                            .map(values -> " is none of " + values)
                            .orElseGet(() -> ": " + needed(mismatch) + " is needed");
        }
        return "one JSON object is needed, and it is broken"
                + (broken.getLocation() == null
                        ? ""
                        : " at line %d, column %d"
                                .formatted(
                                        broken.getLocation().getLineNr(),
                                        broken.getLocation().getColumnNr()));
    }

    private static String needed(JsonMappingException mismatch) {
        if (mismatch.getCause() instanceof InputCoercionException) {
            return "a whole number of 32 bits";
        }
        return mismatch instanceof MismatchedInputException unfit && unfit.getTargetType() != null
                ? NEEDED.getOrDefault(unfit.getTargetType(), "another value")
                : "another value";
    }

    /** The values of the member that is wrong, where the contract lists them. */
    private static Optional<String> allowed(JsonMappingException mismatch) {
        Class<?> type = mismatch instanceof ValueInstantiationException refused
                ? refused.getType().getRawClass()
                : mismatch instanceof MismatchedInputException unfit ? unfit.getTargetType() : Object.class;
        return Optional.ofNullable(type)
                .map(Class::getEnumConstants)
                .map(values -> Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(", ")));
    }
}
