package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.MessageSourceError;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;
import com.networknt.schema.keyword.FormatValidator;
import com.networknt.schema.path.NodePath;
import java.util.function.Supplier;

/** The range that the {@code format} of an integer stands for (OpenAPI 3.0, Data Types), which JSON Schema does not know. */
enum IntegerFormat implements Format {
    INT32("int32", Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT64("int64", Long.MIN_VALUE, Long.MAX_VALUE);

    private final String formatName;
    private final long least;
    private final long greatest;

    IntegerFormat(String formatName, long least, long greatest) {
        this.formatName = formatName;
        this.least = least;
        this.greatest = greatest;
    }

    @Override
    public String getName() {
        return formatName;
    }

    /** True for what is no integer too: that is the type's to say. */
    @Override
    public boolean matches(ExecutionContext context, SchemaContext schema, JsonNode value) {
        return !value.isIntegralNumber()
                || value.canConvertToLong() && value.longValue() >= least && value.longValue() <= greatest;
    }

    @Override
    public void validate(
            ExecutionContext context,
            SchemaContext schema,
            JsonNode value,
            JsonNode root,
            NodePath location,
            boolean assertions,
            Supplier<MessageSourceError.Builder> error,
            FormatValidator validator) {
        if (!matches(context, schema, value)) {
            context.addError(error.get()
                    .message("is out of the range of " + formatName + ", " + least + " to " + greatest)
                    .build());
        }
    }
}
