package io.damson.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.event.KeyValuePair;

/**
 * A line of the log as a JSON object with the names of the Elastic Common Schema. (Logback's own encoder has names of its own, and wraps
 * each field of an event in an object; Elastic's leaves those fields out.)
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    /** Under which the request's id stands in the log's context. */
    private static final String REQUEST_ID = "requestId";

    /** Terminals and log viewers act on some control characters and marks beyond ASCII. */
    private final JsonFactory json =
            new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeStringField("@timestamp", event.getInstant().toString());
            generator.writeStringField("log.level", event.getLevel().toString());
            generator.writeStringField("message", event.getFormattedMessage());
            generator.writeStringField("ecs.version", "1.2.0");
            generator.writeStringField("log.logger", event.getLoggerName());
            generator.writeStringField("process.thread.name", event.getThreadName());
            String requestId = event.getMDCPropertyMap().get(REQUEST_ID);
            if (requestId != null) {
                generator.writeStringField("http.request.id", requestId);
            }
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair field : event.getKeyValuePairs()) {
                    generator.writePOJOField(field.key, field.value);
                }
            }
            if (event.getThrowableProxy() != null) {
                generator.writeStringField(
                        "error.type", event.getThrowableProxy().getClassName());
                generator.writeStringField(
                        "error.message", event.getThrowableProxy().getMessage());
                generator.writeStringField("error.stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            generator.writeEndObject();
            generator.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return line.toByteArray();
    }
}
