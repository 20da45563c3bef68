package io.damson.verify.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** What a JSON body must be: well-formed UTF-8 JSON (RFC 8259) that is valid against a schema. */
final class BodySchema {
    private static final int SHOWN = 80;

    private final Schema schema;
    private final KnownItems known = new KnownItems();

    /** What was found in bodies that are still in use. */
    private final Map<StrictJson, List<ShapeFault>> found = Collections.synchronizedMap(new WeakHashMap<>());

    BodySchema(Schema schema) {
        this.schema = schema;
    }

    List<ShapeFault> faults(StrictJson body) {
        return found.computeIfAbsent(body, this::looked);
    }

    private List<ShapeFault> looked(StrictJson body) {
        if (!body.fault().isEmpty()) {
            return List.of(new ShapeFault(ShapeFault.Kind.BODY, body.fault()));
        }
        return known.isValid(body.value(), this::validated) ? List.of() : validated(body.value());
    }

    private List<ShapeFault> validated(JsonNode value) {
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
