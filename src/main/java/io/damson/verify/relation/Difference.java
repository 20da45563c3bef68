package io.damson.verify.relation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The first difference of two answers in what they mean, in words. They are compared as values: the members of a JSON object have no
 * order, and a text may be escaped in many ways (RFC 8259, 4 and 7).
 */
public final class Difference {
    private Difference() {}

    /** Of a page and the one that was expected; empty where they are the same. */
    static Optional<String> between(Listing expected, Listing got) {
        return between(expected.rows(), got.rows());
    }

    /** Of rows in their order. */
    static Optional<String> between(List<Row> expected, List<Row> got) {
        Optional<String> order = betweenTexts(
                expected.stream().map(Row::reference).toList(),
                got.stream().map(Row::reference).toList());
        for (int i = 0; order.isEmpty() && i < expected.size(); i++) {
            Optional<String> values = between(expected.get(i), got.get(i));
            if (values.isPresent()) {
                return values;
            }
        }
        return order;
    }

    /** Of an image and the one that was expected. */
    public static Optional<String> between(Row expected, Row got) {
        if (expected.json().equals(got.json())) {
            return Optional.empty();
        }
        if (!expected.json().isObject() || !got.json().isObject()) {
            return Optional.of(shown(got.json()) + " instead of " + shown(expected.json()));
        }
        TreeSet<String> members = new TreeSet<>();
        expected.json().fieldNames().forEachRemaining(members::add);
        got.json().fieldNames().forEachRemaining(members::add);
        return members.stream()
                .filter(member ->
                        !expected.json().path(member).equals(got.json().path(member)))
                .findFirst()
                .map(member -> expected.reference() + " with " + member + " "
                        + shown(got.json().path(member)) + " instead of "
                        + shown(expected.json().path(member)));
    }

    /** Of texts in their order, such as the references of a page. */
    static Optional<String> betweenTexts(List<String> expected, List<String> got) {
        for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
            if (i >= expected.size()) {
                return Optional.of(
                        got.size() + " images instead of " + expected.size() + ", the first further one " + got.get(i));
            }
            if (i >= got.size()) {
                return Optional.of(got.size() + " images instead of " + expected.size() + ", the first missing one "
                        + expected.get(i));
            }
            if (!expected.get(i).equals(got.get(i))) {
                return Optional.of(got.get(i) + " at " + i + " instead of " + expected.get(i)
                        + lookAlike(expected.get(i), got.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Where two texts part that people take for one: composed and not, in another case, with something invisible. */
    public static String lookAlike(String expected, String got) {
        if (!skeleton(expected).equals(skeleton(got))) {
            return "";
        }
        int[] meant = expected.codePoints().toArray();
        int[] came = got.codePoints().toArray();
        int at = Math.max(0, Arrays.mismatch(meant, came));
        return " (they look alike: " + codePoint(came, at) + " instead of " + codePoint(meant, at) + " at " + at + ")";
    }

    private static String codePoint(int[] text, int at) {
        return at < text.length ? String.format(Locale.ROOT, "U+%04X", text[at]) : "the end";
    }

    private static String skeleton(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[\\p{M}\\p{Cf}\\s]", "")
                .toLowerCase(Locale.ROOT);
    }

    private static String shown(JsonNode value) {
        return value instanceof MissingNode ? "none" : value.toString();
    }
}
