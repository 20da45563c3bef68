package io.damson.dataset;

import io.damson.fuzz.JsonSpelling;
import io.damson.image.Image;
import io.damson.query.FilterText;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The members of images as JSON, right and wrong. The same for the same random numbers. */
public final class ImageMembers {
    private static final List<String> NO_INTEGERS = List.of(
            "-1",
            "1.5",
            "1e1",
            "1.0",
            "2147483648",
            "9223372036854775808",
            "1e999",
            "null",
            "true",
            "\"1\"",
            "\"\"",
            "[1]",
            "{}");
    private static final List<String> NO_DATE_TIMES = List.of(
            "\"2024-02-30T00:00:00\"",
            "\"2023-02-29T00:00:00\"",
            "\"1900-02-29T00:00:00\"",
            "\"2024-04-31T00:00:00\"",
            "\"2024-00-01T00:00:00\"",
            "\"2024-13-01T00:00:00\"",
            "\"2024-01-00T00:00:00\"",
            "\"2024-01-01T24:00:00\"",
            "\"2024-01-01T00:60:00\"",
            "\"2024-01-01T00:00:60\"",
            "\"0000-01-01T00:00:00\"",
            "\"10000-01-01T00:00:00\"",
            "\"2024-01-01T00:00:00Z\"",
            "\"2024-01-01T00:00:00.000\"",
            "\"2024-01-01\"",
            "\"2024-01-01T00:00\"",
            "\"2024-01-01t00:00:00\"",
            "\"2024-01-01T00:00:00 \"",
            "\"2024-1-01T00:00:00\"",
            "\"-024-01-01T00:00:00\"",
            "\"\"",
            "0",
            "[]");
    private static final List<String> NO_TEXTS = List.of(
            "\"\\ud800\"",
            "\"a\\udfffb\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ud83d\\ude00\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "1",
            "true",
            "[]",
            "{}");
    private static final List<String> NO_STATUSES =
            List.of("\"ok\"", "\"OK\"", "\"Ok \"", "\"\"", "null", "1", "\"Xx\"", "[\"Ok\"]", "\"O\\u212A\"");
    private static final List<String> NO_REFERENCES = List.of(
            "\"\"",
            "null",
            "1",
            "\"a\\nb\"",
            "\"a\\u0085\"",
            "\"\\u007f\"",
            "\"\\ud800\"",
            "\"" + "a".repeat(256) + "\"",
            "\"" + "😀".repeat(256) + "\"");
    private static final List<String> NO_TAGS =
            List.of("\"a\"", "[1]", "[null]", "[[\"a\"]]", "{}", "[\"\\ud800\"]", "[\"a\",\"\\u0000\"]", "true");
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            Map.entry(
                    "id",
                    NO_INTEGERS.stream()
                            .filter(number -> !number.equals("2147483648"))
                            .toList()),
            Map.entry("reference", NO_REFERENCES),
            Map.entry("numLinks", NO_INTEGERS),
            Map.entry("status", NO_STATUSES),
            Map.entry("modifiedOn", NO_DATE_TIMES),
            Map.entry("fileType", NO_TEXTS),
            Map.entry("createdOn", NO_DATE_TIMES),
            Map.entry("tags", NO_TAGS),
            Map.entry("originalUrl", NO_TEXTS),
            Map.entry("thumbnailUrl", NO_TEXTS),
            Map.entry("thumbnailMediumUrl", NO_TEXTS),
            Map.entry("thumbnailPreviewUrl", NO_TEXTS),
            Map.entry("width", NO_INTEGERS),
            Map.entry("height", NO_INTEGERS),
            Map.entry(
                    "sizeInBytes",
                    NO_INTEGERS.stream()
                            .filter(number -> !number.equals("2147483648"))
                            .toList()));
    private static final List<String> NAMES = WRONG.keySet().stream().sorted().toList();

    private final JsonSpelling spelling;
    private final Random random;

    /** @param spelling how strings are written */
    public ImageMembers(JsonSpelling spelling, Random random) {
        this.spelling = spelling;
        this.random = random;
    }

    /** All members, of those that are null only some. Can be changed. */
    public Map<String, String> of(Image image) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("id", String.valueOf(image.id()));
        members.put("reference", spelling.string(image.reference().value()));
        members.put("numLinks", String.valueOf(image.numLinks()));
        members.put("status", spelling.string(image.status().code()));
        members.put("modifiedOn", spelling.string(FilterText.dateTime(image.modifiedOn())));
        putText(members, "fileType", image.fileType());
        LocalDateTime createdOn = image.createdOn();
        putText(members, "createdOn", createdOn == null ? null : FilterText.dateTime(createdOn));
        List<String> tags = image.tags();
        put(
                members,
                "tags",
                tags == null
                        ? null
                        : spelling.array(tags.stream().map(spelling::string).toList()));
        putText(members, "originalUrl", image.originalUrl());
        putText(members, "thumbnailUrl", image.thumbnailUrl());
        putText(members, "thumbnailMediumUrl", image.thumbnailMediumUrl());
        putText(members, "thumbnailPreviewUrl", image.thumbnailPreviewUrl());
        members.put("width", String.valueOf(image.width()));
        members.put("height", String.valueOf(image.height()));
        members.put("sizeInBytes", String.valueOf(image.sizeInBytes()));
        return members;
    }

    private void putText(Map<String, String> members, String name, @Nullable String value) {
        put(members, name, value == null ? null : spelling.string(value));
    }

    private void put(Map<String, String> members, String name, @Nullable String json) {
        if (json != null || random.nextBoolean()) {
            members.put(name, json == null ? "null" : json);
        }
    }

    /** Makes one member a value for which the image has to be refused. */
    public void spoil(Map<String, String> members) {
        String name = OddImages.pick(NAMES, random);
        members.put(name, OddImages.pick(WRONG.getOrDefault(name, List.of()), random));
    }
}
