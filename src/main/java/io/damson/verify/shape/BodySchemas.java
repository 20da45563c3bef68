package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import java.util.Locale;
import java.util.Map;

/**
 * The schemas of a contract's document, in the dialect of OpenAPI 3.0. Of the formats only the ranges of integers are checked:
 * {@code date-time} would refuse local date-times, and a pattern says more than {@code uri}. What is no keyword of a schema, such as
 * the members of the document itself, says nothing.
 */
final class BodySchemas {
    private static final String DOCUMENT = "urn:contract";

    private final SchemaRegistry registry;

    BodySchemas(JsonNode document) {
        Dialect dialect = Dialect.builder(Dialects.getOpenApi30())
                .formats(formats -> {
                    formats.clear();
                    for (IntegerFormat format : IntegerFormat.values()) {
                        formats.put(format.getName(), format);
                    }
                })
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .locale(Locale.ENGLISH)
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .build();
        registry = SchemaRegistry.withDialect(
                dialect,
                builder ->
                        builder.schemas(Map.of(DOCUMENT, document.toString())).schemaRegistryConfig(config));
    }

    /** The schema at a place of the document, with all it refers to. */
    BodySchema at(Place place) {
        return new BodySchema(registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + place.fragment())));
    }
}
