package io.damson.verify.relation;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.damson.query.FilterText;
import io.damson.query.ImageProperty;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names by which an image is asked for, as a file has them: templates, and the images that fill them.
 *
 * <p>{@code {reference}} and {@code {id}} are an image's, {@code {unknown}} is a name that the account does not have.
 *
 * @param names templates
 * @param images of how many images at most, at random; 0 for all
 * @param each of one image for each value of this property; empty for any
 * @param like a pattern of the names of these images; empty for any
 * @param twins of which images: {@code with} another whose name is the same but for its letters' case, or {@code without}
 * @param path where an image is; empty for {@code /images({name})}
 * @param raw characters that are not percent-encoded
 * @param needs what the account needs where it has no such image
 */
record Names(
        @JsonDeserialize(using = Lines.class) List<String> names,
        int images,
        String each,
        String like,
        Presence twins,
        String path,
        String raw,
        String needs) {

    /** @throws IllegalArgumentException if there are none, one has a place that nothing fills, or a word is not as it should be */
    Names {
        if (names.isEmpty() || images < 0) {
            throw new IllegalArgumentException(names.isEmpty() ? "names are missing" : "images is a number from 1 on");
        }
        Patterns.require(like);
        names.forEach(name -> Template.example(name, Examples.texts(), Object::toString));
        if (!each.isEmpty()) {
            Values.properties(List.of(each));
        }
    }

    /** @throws Violation if an image is not answered as it came before */
    void checkRead(Probe probe) {
        for (Row row : rows(probe)) {
            for (String name : names) {
                filled(probe, name, row).ifPresent(text -> requireRow(probe, row, probe.get(path(text))));
            }
        }
    }

    /** @throws Violation if a name that the account does not have is known */
    void checkUnknown(Probe probe) {
        boolean ofImages = names.stream().anyMatch(name -> Template.has(name, "reference") || Template.has(name, "id"));
        for (Row row : ofImages ? rows(probe) : List.of(Row.NONE)) {
            for (String name : names) {
                filled(probe, name, row)
                        .filter(text -> !text.isEmpty() && isUnknown(probe, text))
                        // What is a part of a name, those of images say more about.
                        .filter(text -> ofImages
                                || probe.sample().all().stream()
                                        .noneMatch(known -> known.reference().contains(text)))
                        .ifPresent(text ->
                                probe.requireStatus(404, ofImages ? otherThan(row, text) : "", probe.get(path(text))));
            }
        }
    }

    private static String otherThan(Row row, String name) {
        return "there is " + row.reference() + ", which is another name" + Difference.lookAlike(row.reference(), name);
    }

    static void requireRow(Probe probe, Row row, Exchange exchange) {
        probe.requireStatus(200, exchange);
        probe.requireSame(
                Difference.between(row, Row.of(exchange.json())),
                "the image as it came before: " + row.json(),
                exchange);
    }

    /** In a large account an image may be there though it is not known. */
    private static boolean isUnknown(Probe probe, String reference) {
        return !probe.sample().contains(reference)
                && (probe.sample().isWhole()
                        || probe.list("?$filter=" + Percent.encode("reference eq " + FilterText.literal(reference, "")))
                                .rows()
                                .isEmpty());
    }

    private List<Row> rows(Probe probe) {
        probe.images();
        List<Row> rows = probe.sample().all().stream()
                .filter(row -> like.isEmpty() || row.reference().matches("(?s)" + like))
                .filter(row -> twins == Presence.EITHER || twins.allows(hasTwin(probe, row)))
                .toList();
        if (rows.isEmpty() && !needs.isEmpty()) {
            probe.gap(needs);
        }
        List<Row> some = probe.some(images == 0 ? rows.size() : images, rows);
        return each.isEmpty()
                ? some
                : new ArrayList<>(some.stream()
                        .collect(Collectors.toMap(
                                row -> row.json().path(each).asText(), row -> row, (one, other) -> one))
                        .values());
    }

    /** Whether another name is the same but for its letters' case. */
    private static boolean hasTwin(Probe probe, Row row) {
        return probe.sample().all().stream()
                .anyMatch(other -> other.reference().equalsIgnoreCase(row.reference())
                        && !other.reference().equals(row.reference()));
    }

    private static Optional<String> filled(Probe probe, String template, Row row) {
        return Template.filled(
                template,
                name -> name.equals("unknown")
                        ? Optional.of(probe.unknownReference())
                        : ImageProperty.ofName(name)
                                .map(property ->
                                        row.json().path(property.propertyName()).asText()),
                Object::toString);
    }

    private String path(String name) {
        String encoded = Percent.encode(name);
        for (int sign : raw.chars().toArray()) {
            encoded = encoded.replace(Percent.encode(Character.toString(sign)), Character.toString(sign));
        }
        return (path.isEmpty() ? "/images({name})" : path).replace("{name}", encoded);
    }
}
