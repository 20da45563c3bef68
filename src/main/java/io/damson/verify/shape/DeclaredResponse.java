package io.damson.verify.shape;

import io.damson.verify.shape.ShapeFault.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the contract declares for one status of an operation.
 *
 * @param content by media type, which may be a range, the schema of the body, where there is one; empty: there is no body
 * @param isHead whether it answers {@code HEAD}: then there are no bytes, and the media type may be left out
 */
record DeclaredResponse(List<String> requiredHeaders, Map<String, Optional<BodySchema>> content, boolean isHead) {

    /** The same without a body, for {@code HEAD}. */
    DeclaredResponse forHead() {
        return new DeclaredResponse(requiredHeaders, content, true);
    }

    /** What is looked at. */
    Set<Kind> judges() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (!requiredHeaders.isEmpty()) {
            kinds.add(Kind.HEADER);
        }
        if (!content.isEmpty()) {
            kinds.add(Kind.MEDIA_TYPE);
        }
        kinds.addAll(
                content.isEmpty() || isHead
                        ? EnumSet.of(Kind.UNDECLARED_BODY)
                        : EnumSet.of(Kind.BODY, Kind.UNDECLARED_MEMBER));
        return kinds;
    }

    List<ShapeFault> faults(Answer answer) {
        List<ShapeFault> faults = new ArrayList<>();
        for (String name : requiredHeaders) {
            if (answer.header(name).isEmpty()) {
                faults.add(new ShapeFault(Kind.HEADER, "header " + name + ": is required, and is missing"));
            }
        }
        faults.addAll(bodyFaults(answer));
        return faults;
    }

    private List<ShapeFault> bodyFaults(Answer answer) {
        if (content.isEmpty()) {
            return answer.signOfBody()
                    .map(sign -> List.of(new ShapeFault(Kind.UNDECLARED_BODY, "body: none is declared, found " + sign)))
                    .orElse(List.of());
        }
        if (isHead && answer.body().length > 0) {
            return List.of(new ShapeFault(
                    Kind.UNDECLARED_BODY, "body: none may follow a HEAD, found " + answer.body().length + " bytes"));
        }
        if (isHead && answer.mediaType().isEmpty()) {
            return List.of();
        }
        // The declared type that covers the answer's: the same before a range.
        Optional<String> declared = answer.mediaType()
                .flatMap(type -> content.keySet().stream()
                        .filter(range -> MediaTypes.covers(range, type))
                        .min(Comparator.comparing(range -> range.indexOf('*'))));
        if (declared.isEmpty()) {
            return List.of(new ShapeFault(
                    Kind.MEDIA_TYPE,
                    "Content-Type: expected " + String.join(" or ", content.keySet()) + ", found "
                            + answer.mediaType().orElse("none")));
        }
        return declared.filter(range -> !isHead)
                .filter(range -> answer.mediaType().filter(MediaTypes::isJson).isPresent())
                .flatMap(content::get)
                .map(schema -> schema.faults(answer.strictJson()))
                .orElse(List.of());
    }
}
