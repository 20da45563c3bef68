package io.damson.verify.shape;

import io.damson.verify.shape.ShapeFault.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a declared response says about the body. */
sealed interface BodyRule {

    /** What is looked at. */
    Set<Kind> judges();

    /** What is wrong with the answer's body and its media type; nothing when all is right. */
    List<ShapeFault> faults(Answer answer);

    /** The response declares no content. */
    record Absent() implements BodyRule {
        @Override
        public Set<Kind> judges() {
            return Set.of(Kind.UNDECLARED_BODY);
        }

        @Override
        public List<ShapeFault> faults(Answer answer) {
            return answer.signOfBody()
                    .map(sign -> List.of(new ShapeFault(Kind.UNDECLARED_BODY, "body: none is declared, found " + sign)))
                    .orElse(List.of());
        }
    }

    /** The answer to {@code HEAD}: no bytes; the media type may be left out and is otherwise that of {@code GET}. */
    record HeadOf(Content content) implements BodyRule {
        @Override
        public Set<Kind> judges() {
            return Set.of(Kind.UNDECLARED_BODY, Kind.MEDIA_TYPE);
        }

        @Override
        public List<ShapeFault> faults(Answer answer) {
            if (answer.body().length > 0) {
                return List.of(new ShapeFault(
                        Kind.UNDECLARED_BODY,
                        "body: none may follow a HEAD, found " + answer.body().length + " bytes"));
            }
            return answer.mediaType().isPresent() ? content.mediaTypeFaults(answer) : List.of();
        }
    }

    /** One of the declared media types, with its schema where it is JSON that has one. */
    record Content(Map<String, Optional<BodySchema>> schemas) implements BodyRule {
        @Override
        public Set<Kind> judges() {
            return Set.of(Kind.MEDIA_TYPE, Kind.BODY, Kind.UNDECLARED_MEMBER);
        }

        @Override
        public List<ShapeFault> faults(Answer answer) {
            List<ShapeFault> faults = mediaTypeFaults(answer);
            return faults.isEmpty()
                    ? schema(answer).map(schema -> schema.faults(answer.body())).orElse(List.of())
                    : faults;
        }

        private List<ShapeFault> mediaTypeFaults(Answer answer) {
            return declared(answer).isPresent()
                    ? List.of()
                    : List.of(new ShapeFault(
                            Kind.MEDIA_TYPE,
                            "Content-Type: expected " + String.join(" or ", schemas.keySet()) + ", found "
                                    + answer.mediaType().orElse("none")));
        }

        private Optional<BodySchema> schema(Answer answer) {
            return answer.mediaType()
                    .filter(MediaTypes::isJson)
                    .flatMap(type -> declared(answer))
                    .flatMap(schemas::get);
        }

        /** The declared type that covers the answer's: the same before a range. */
        private Optional<String> declared(Answer answer) {
            return answer.mediaType()
                    .flatMap(type -> schemas.keySet().stream()
                            .filter(declared -> MediaTypes.covers(declared, type))
                            .min(Comparator.comparing(declared -> declared.indexOf('*'))));
        }
    }
}
