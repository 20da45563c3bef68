package io.damson.dataset;

import io.damson.image.Image;
import io.damson.query.FilterText;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files of separated values (RFC 4180) as spreadsheets and people write them. The same for the same random numbers. */
final class CsvWriter {
    private static final List<String> COLUMNS = List.of(
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
            "sizeInBytes");

    private final Random random;
    private final char separator;
    private final String end;

    CsvWriter(Random random) {
        this.random = random;
        this.separator = OddImages.pick(List.of(',', ',', ';', '\t'), random);
        this.end = OddImages.pick(List.of("\n", "\r\n", "\r\n"), random);
    }

    WrittenImages file() {
        List<String> columns = new ArrayList<>(COLUMNS);
        Collections.shuffle(columns, random);
        StringBuilder content = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        content.append(random.nextInt(6) == 0 ? "sep=" + separator + end : "");
        content.append(columns.stream().map(this::title).collect(Collectors.joining(String.valueOf(separator))))
                .append(end);
        List<Image> meant = new ArrayList<>();
        int refused = 0;
        for (int i = random.nextInt(3); i >= 0; i--) {
            Image image = sayable(OddImages.random(i + 1L, random));
            boolean right = random.nextInt(4) != 0;
            String wrong = OddImages.pick(List.of("numLinks", "modifiedOn", "width", "status", "sizeInBytes"), random);
            content.append(columns.stream()
                            .map(column -> field(column.equals(wrong) && !right ? wrong(column) : value(column, image)))
                            .collect(Collectors.joining(String.valueOf(separator))))
                    .append(i == 0 && random.nextBoolean() ? "" : end);
            if (right) {
                meant.add(image);
            }
            refused += right ? 0 : 1;
        }
        return new WrittenImages("a.csv", content.toString(), meant, refused);
    }

    private String title(String column) {
        String title = random.nextInt(4) == 0 ? column.toUpperCase(Locale.ROOT) : column;
        return random.nextInt(6) == 0 ? "\" " + title + " \"" : title;
    }

    /** What CSV can say of it: an empty field is a null, and there is no list of no tags. */
    private static Image sayable(Image image) {
        List<String> tags = image.tags() == null
                ? List.of()
                : image.tags().stream()
                        .map(tag -> tag.replace("|", "/"))
                        .filter(tag -> !tag.isEmpty())
                        .toList();
        return new Image(
                image.id(),
                image.reference(),
                image.numLinks(),
                image.status(),
                image.modifiedOn(),
                sayable(image.fileType()),
                image.createdOn(),
                tags.isEmpty() ? null : tags,
                sayable(image.originalUrl()),
                sayable(image.thumbnailUrl()),
                sayable(image.thumbnailMediumUrl()),
                sayable(image.thumbnailPreviewUrl()),
                image.width(),
                image.height(),
                image.sizeInBytes());
    }

    private static @Nullable String sayable(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private String value(String column, Image image) {
        return switch (column) {
            case "id" -> number(image.id());
            case "reference" -> image.reference().value();
            case "numLinks" -> number(image.numLinks());
            case "status" -> image.status().code();
            case "modifiedOn" -> dateTime(image.modifiedOn());
            case "createdOn" -> image.createdOn() == null ? "" : dateTime(image.createdOn());
            case "tags" -> image.tags() == null ? "" : String.join("|", image.tags());
            case "width" -> number(image.width());
            case "height" -> number(image.height());
            case "sizeInBytes" -> number(image.sizeInBytes());
            case "fileType" -> text(image.fileType());
            case "originalUrl" -> text(image.originalUrl());
            case "thumbnailUrl" -> text(image.thumbnailUrl());
            case "thumbnailMediumUrl" -> text(image.thumbnailMediumUrl());
            default -> text(image.thumbnailPreviewUrl());
        };
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private String number(long number) {
        return OddImages.pick(List.of("", "", " "), random)
                + number
                + OddImages.pick(List.of("", "", "", ".0", ".00", ",0", ",00", " "), random);
    }

    private String dateTime(LocalDateTime moment) {
        String text = FilterText.dateTime(moment);
        if (text.endsWith("T00:00:00") && random.nextBoolean()) {
            return text.substring(0, 10);
        }
        String written = text.endsWith(":00") && random.nextBoolean()
                ? text.substring(0, text.length() - 3)
                : text + OddImages.pick(List.of("", "", ".0", ".000", ".000000"), random);
        if (random.nextBoolean()) {
            written = written.replace('T', ' ');
        }
        return written.contains(" 0") && random.nextBoolean() ? written.replace(" 0", " ") : written;
    }

    private String wrong(String column) {
        return OddImages.pick(
                switch (column) {
                    case "modifiedOn" ->
                        List.of(
                                "",
                                "2024-02-30",
                                "2023-02-29",
                                "2024-02-29 24:00",
                                "2024-02-29 23:60",
                                "29/02/2024",
                                "1/2/24",
                                "2024-02-29T1",
                                "2024-02-29T10:00:00.001",
                                "2024-02-29T10:00:00Z",
                                "0000-01-01",
                                "45351",
                                "2024-2-29",
                                "10000-01-01");
                    case "status" -> List.of("", "ok", " Ok", "Ok ", "Xx");
                    default ->
                        List.of(
                                "",
                                "-1",
                                "1.5",
                                "1e3",
                                "1E+3",
                                "1.000",
                                "1,000",
                                "1 000",
                                "+1",
                                "0x1",
                                "9223372036854775808",
                                "\u0661",
                                "1.",
                                ".0",
                                "NaN",
                                "--1",
                                "99999999999999999999999999");
                },
                random);
    }

    /** Quoted where it has to be, and often where it need not be. */
    private String field(String value) {
        boolean needed = value.indexOf(separator) >= 0
                || value.startsWith("\"")
                || value.contains("\"")
                || value.contains("\n")
                || value.contains("\r");
        return needed || random.nextInt(4) == 0 ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }
}
