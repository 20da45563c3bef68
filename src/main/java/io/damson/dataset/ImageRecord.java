package io.damson.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.image.DateTimes;
import io.damson.image.Durations;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.image.ImageStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image as a file holds it. Members that may be null may be left out too.
 *
 * @param image its id is 0 where the file gives none
 * @param hasId whether the file gives an id
 * @param processingFor how long it is still being processed, by the mock's clock; empty where the file does not say
 */
public record ImageRecord(Image image, boolean hasId, Optional<Duration> processingFor) {
    /** The members that are whole numbers. */
    static final Set<String> NUMBERS = Set.of("id", "numLinks", "width", "height", "sizeInBytes");

    /** All members that an image can have in a file. */
    static final Set<String> MEMBERS = Set.of(
            "id",
            "reference",
            "numLinks",
            "status",
            "modifiedOn",
            "fileType",
            "createdOn",
            "tags",
            "originalUrl",
            "thumbnailUrl",
            "thumbnailMediumUrl",
            "thumbnailPreviewUrl",
            "width",
            "height",
            "sizeInBytes",
            "processingFor");

    /** How much of a wrong value a message repeats. */
    private static final int MAX_PRINTED = 100;

    /** The longest that a file can say an image is being processed. */
    public static final Duration MAX_PROCESSING = Duration.ofDays(365);

    /** @throws IllegalArgumentException with member, value and rule, if the contract could not print it; a {@link MemberException} mostly */
    public static ImageRecord of(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "an image is an object with reference, status, …, not " + abbreviated(node.toString()));
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new MemberException(name, "\"" + abbreviated(name) + "\" is not a member of an image");
            }
        }
        Image image = new Image(
                node.has("id") ? number(node, "id", Long.MAX_VALUE) : 0,
                reference(node),
                (int) number(node, "numLinks", Integer.MAX_VALUE),
                status(node),
                dateTime(node, "modifiedOn").orElseThrow(() -> broken(node, "modifiedOn", "a date-time is needed")),
                text(node, "fileType"),
                dateTime(node, "createdOn").orElse(null),
                tags(node),
                text(node, "originalUrl"),
                text(node, "thumbnailUrl"),
                text(node, "thumbnailMediumUrl"),
                text(node, "thumbnailPreviewUrl"),
                (int) number(node, "width", Integer.MAX_VALUE),
                (int) number(node, "height", Integer.MAX_VALUE),
                number(node, "sizeInBytes", Long.MAX_VALUE));
        return new ImageRecord(image, node.has("id"), processingFor(node));
    }

    /**
     * The image that an API printed; members that are not known here are passed over.
     *
     * @throws IllegalArgumentException with member, value and rule, if the contract could not print it
     */
    public static Image printed(JsonNode node) {
        return of(node instanceof ObjectNode image ? known(image) : node).image();
    }

    /** The members that an API prints, of those that are there. */
    public static ObjectNode known(ObjectNode image) {
        if (hasKnownAlone(image)) {
            return image;
        }
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        image.properties().stream()
                .filter(member ->
                        MEMBERS.contains(member.getKey()) && !member.getKey().equals("processingFor"))
                .forEach(member -> known.set(member.getKey(), member.getValue()));
        return known;
    }

    private static boolean hasKnownAlone(ObjectNode image) {
        for (Iterator<String> names = image.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name) || name.equals("processingFor")) {
                return false;
            }
        }
        return true;
    }

    private static ImageReference reference(JsonNode node) {
        String text = text(node, "reference");
        try {
            return new ImageReference(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw broken(node, "reference", String.valueOf(e.getMessage()));
        }
    }

    private static ImageStatus status(JsonNode node) {
        return Optional.ofNullable(text(node, "status"))
                .flatMap(ImageStatus::ofCode)
                .orElseThrow(() -> broken(node, "status", "one of Vd Up Ok Re Er is needed"));
    }

    private static long number(JsonNode node, String member, long max) {
        JsonNode value = node.path(member);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > max) {
            throw broken(node, member, "a whole number from 0 to " + max + " is needed");
        }
        return value.longValue();
    }

    private static Optional<LocalDateTime> dateTime(JsonNode node, String member) {
        String text = text(node, member);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimes.parse(text));
        } catch (DateTimeException e) {
            // refused below, in words of our own
        }
        throw broken(node, member, "a date-time like 2024-04-05T08:44:33 is needed");
    }

    private static @Nullable List<String> tags(JsonNode node) {
        JsonNode tags = node.path("tags");
        if (tags.isNull() || tags.isMissingNode()) {
            return null;
        }
        if (!tags.isArray()) {
            throw broken(node, "tags", "an array of strings or null is needed");
        }
        List<String> words = new ArrayList<>();
        for (JsonNode tag : tags) {
            words.add(printable(node, "tags", tag));
        }
        return List.copyOf(words);
    }

    private static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isNull() || value.isMissingNode() ? null : printable(node, member, value);
    }

    private static String printable(JsonNode node, String member, JsonNode value) {
        if (!value.isTextual()) {
            throw broken(node, member, "a string is needed");
        }
        String text = value.textValue();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            if (c == 0 || Character.getType(c) == Character.SURROGATE) {
                throw broken(node, member, "neither NUL nor lone surrogates are allowed");
            }
        }
        return text;
    }

    /**
     * How long an image is still being processed; empty where the node does not say.
     *
     * @throws IllegalArgumentException with member, value and rule, if it is no duration or too long a one
     */
    public static Optional<Duration> processingFor(JsonNode node) {
        if (!node.has("processingFor")) {
            return Optional.empty();
        }
        try {
            JsonNode value = node.path("processingFor");
            boolean whole = value.isIntegralNumber() && value.canConvertToLong();
            Duration duration = Durations.of(whole ? value.longValue() : value.asText());
            if (duration.compareTo(MAX_PROCESSING) <= 0) {
                return Optional.of(duration);
            }
        } catch (IllegalArgumentException e) {
            // refused below, with the member's name
        }
        throw broken(
                node,
                "processingFor",
                "a duration like 500ms, 5s, or 500, which are milliseconds, is needed; " + "a year is the longest");
    }

    private static MemberException broken(JsonNode node, String member, String rule) {
        String value = node.has(member) ? abbreviated(node.path(member).toString()) : "missing";
        return new MemberException(member, member + " is " + value + "; " + rule);
    }

    /** As much of a text as fits a message, in one line: control characters and halves of characters are escaped. */
    static String abbreviated(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MAX_PRINTED).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                line.append("\\u%04x".formatted(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > MAX_PRINTED ? line + "…" : line.toString();
    }
}
