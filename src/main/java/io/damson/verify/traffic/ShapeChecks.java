package io.damson.verify.traffic;

import io.damson.verify.exchange.Target;
import io.damson.verify.relation.Level;
import io.damson.verify.relation.ProblemFaults;
import io.damson.verify.shape.ShapeFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the contract says about every response. */
final class ShapeChecks {
    private static final Pattern ITEM = Pattern.compile("/items/[0-9]+(?=[/:])");

    private ShapeChecks() {}

    static void check(Look look, Target target) {
        if (look.is("HEAD") && look.level() != Level.DAMSON && Set.of(405, 501).contains(look.status())) {
            return; // that there is a HEAD is Damson's reading
        }
        Map<ShapeFault.Kind, Map<String, String>> faults = new LinkedHashMap<>();
        for (ShapeFault fault : look.operation().faults(look.exchange().answer())) {
            // The same fault in each of a hundred images is one.
            faults.computeIfAbsent(fault.kind(), kind -> new LinkedHashMap<>())
                    .putIfAbsent(ITEM.matcher(fault.text()).replaceAll("/items/…"), fault.text());
        }
        // An option that is not implemented may be told so (OData 4.01 Protocol, 9.3.1).
        if (look.status() == 501 && look.exchange().request().target().contains("?")) {
            faults.remove(ShapeFault.Kind.STATUS);
        }
        for (ShapeFault.Kind kind : look.operation().judges(look.exchange().answer())) {
            look.require(
                    relation(kind),
                    !faults.containsKey(kind),
                    expected(kind),
                    String.join("; ", faults.getOrDefault(kind, Map.of()).values()));
        }
        if (look.status() >= 400 && !look.is("HEAD") && look.json().isObject()) {
            String document = ProblemFaults.ofDocument(look.exchange()).orElse("");
            look.require("SHAPE-4", document.isEmpty(), "a problem as documented", document);
            String instance = look.level() == Level.DAMSON
                    ? ProblemFaults.ofInstance(target, look.exchange()).orElse("")
                    : "";
            look.require("SHAPE-8", instance.isEmpty(), "a problem as Damson reads the documentation", instance);
        }
    }

    private static String relation(ShapeFault.Kind kind) {
        return switch (kind) {
            case STATUS -> "SHAPE-1";
            case MEDIA_TYPE -> "SHAPE-2";
            case BODY -> "SHAPE-3";
            case HEADER -> "SHAPE-5";
            case UNDECLARED_BODY -> "SHAPE-6";
            case UNDECLARED_MEMBER -> "SHAPE-7";
        };
    }

    private static String expected(ShapeFault.Kind kind) {
        return switch (kind) {
            case STATUS -> "a status that the contract declares for the operation";
            case MEDIA_TYPE -> "the media type that the contract declares for the status";
            case BODY -> "a body that is valid against the contract's schema for the status";
            case HEADER -> "the header WWW-Authenticate in every 401";
            case UNDECLARED_BODY -> "no body after a 204, nor after HEAD";
            case UNDECLARED_MEMBER -> "only members that the contract's schema declares";
        };
    }
}
